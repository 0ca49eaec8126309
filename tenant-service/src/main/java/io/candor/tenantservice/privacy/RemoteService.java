package io.candor.tenantservice.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.privacy.ExportPage;
import io.candor.platform.security.InternalToken;
import io.candor.platform.security.InternalTokenIssuer;
import io.candor.platform.tenancy.TenantContext;
import io.micronaut.context.annotation.EachBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Another service's data, by the endpoints that every service has from the platform. */
@EachBean(ServiceUrl.class)
class RemoteService implements DataHolder {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final ServiceUrl service;
    private final InternalTokenIssuer issuer;
    private final ObjectMapper json;

    RemoteService(ServiceUrl service, InternalTokenIssuer issuer, ObjectMapper json) {
        this.service = service;
        this.issuer = issuer;
        this.json = json;
    }

    @Override
    public String name() {
        return service.name();
    }

    @Override
    public ExportPage export(@Nullable String subjectRef, List<String> pseudonyms, @Nullable String cursor) {
        var request = new LinkedHashMap<String, Object>();
        if (subjectRef != null) {
            request.put("subject_ref", subjectRef);
            request.put("pseudonyms", pseudonyms);
        }
        if (cursor != null) {
            request.put("cursor", cursor);
        }
        return ask("export-pages", request, ExportPage.class);
    }

    @Override
    public void eraseSubject(String subjectRef) {
        ask("subject-erasures", Map.of("subject_ref", subjectRef), Object.class);
    }

    @Override
    public boolean eraseTenant() {
        return Boolean.TRUE.equals(ask("tenant-erasures", Map.of(), Map.class).get("complete"));
    }

    private <A> A ask(String what, Map<String, Object> body, Class<A> answerType) {
        var caller = TenantContext.current();
        var context = new TenantContext(
                caller.requireTenant(), "service:tenant-service", Set.of("internal:privacy"), "", caller.requestId());
        try {
            var request = HttpRequest.newBuilder(service.url().resolve("/internal/v1/privacy/" + what))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .header(InternalToken.HEADER, issuer.mint(context))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                    .build();
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new UncheckedIOException(new IOException(name() + " answered " + response.statusCode()));
            }
            return json.readValue(response.body(), answerType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopping", e);
        }
    }
}
