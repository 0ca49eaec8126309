package io.candor.gateway.webui;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** Tells the web app where to sign in. */
@Controller
class ClientConfigController {
    private static final String CLIENT_ID = "candor-web";

    private final ClientConfigResponse config;

    ClientConfigController(@Value("${candor.oidc.issuer}") String issuer) {
        this.config = new ClientConfigResponse(issuer, CLIENT_ID);
    }

    @Get("/config.json")
    HttpResponse<ClientConfigResponse> get() {
        return HttpResponse.ok(config).header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    @Introspected
    record ClientConfigResponse(String oidcIssuer, String oidcClientId) {}
}
