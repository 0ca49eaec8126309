package io.candor.gateway.webui;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.MutableHttpHeaders;
import jakarta.inject.Singleton;
import java.net.URI;

/** What a browser is told about the web app's pages (Content Security Policy Level 3). */
@Singleton
class SecurityHeaders {
    private final String policy;

    SecurityHeaders(@Value("${candor.oidc.issuer}") String issuer) {
        var address = URI.create(issuer);
        var origin = address.getScheme() + "://" + address.getRawAuthority();
        this.policy = "default-src 'self'; connect-src 'self' " + origin + "; frame-src " + origin
                + "; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";
    }

    void addTo(MutableHttpHeaders headers) {
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
    }
}
