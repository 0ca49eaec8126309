package io.candor.platform.outbox;

import io.candor.platform.security.InternalToken;
import io.candor.platform.security.InternalTokenIssuer;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tracing.HttpClientSpan;
import io.candor.platform.tracing.SpanAttributes;
import io.candor.platform.tracing.Tracing;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Posts events of one tenant to their receiver. */
@Singleton
class OutboxDelivery {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final InternalTokenIssuer issuer;
    private final Tracing tracing;

    OutboxDelivery(InternalTokenIssuer issuer, Tracing tracing) {
        this.issuer = issuer;
        this.tracing = tracing;
    }

    /** What became of a delivery. */
    sealed interface Outcome {
        /** The receiver has the events. */
        record Accepted() implements Outcome {}

        /** The receiver will never take them as they are. */
        record Refused(String reason) implements Outcome {}

        /** The receiver cannot be asked now. */
        record Unavailable(String reason) implements Outcome {}
    }

    Outcome deliver(OutboxTarget target, UUID tenant, List<OutboxEvent> events) throws InterruptedException {
        var context = new TenantContext(
                tenant,
                "service:" + issuer.name(),
                Set.of(target.scope()),
                "",
                UUID.randomUUID().toString());
        var body = events.stream()
                .map(OutboxEvent::payload)
                .collect(Collectors.joining(",", "{\"" + target.envelope() + "\":[", "]}"));
        var request = HttpRequest.newBuilder(target.url())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header(InternalToken.HEADER, issuer.mint(context))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        try (var span = HttpClientSpan.start(tracing, "outbox " + target.topic(), "POST", target.url())) {
            SpanAttributes.setCaller(span.span(), context);
            span.span().setAttribute(SpanAttributes.MESSAGE_COUNT, events.size());
            span.inject(request::header);
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            span.answered(response.statusCode());
            return outcome(response);
        } catch (IOException e) {
            return new Outcome.Unavailable(String.valueOf(e));
        }
    }

    private static Outcome outcome(HttpResponse<String> response) {
        var status = response.statusCode();
        if (status / 100 == 2) {
            return new Outcome.Accepted();
        }
        return status == 400 || status == 409 || status == 413 || status == 422
                ? new Outcome.Refused(response.body())
                : new Outcome.Unavailable("HTTP " + status);
    }
}
