package io.candor.modelruntime.generation.upstream;

import io.candor.modelruntime.generation.ChatResult;
import io.candor.modelruntime.generation.EngineException;
import io.candor.modelruntime.generation.upstream.UpstreamFailure.Kind;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what an upstream's failure means to the caller, without its address or key. */
final class UpstreamProblems {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamProblems.class);
    private static final int LONGEST_MESSAGE = 300;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final UpstreamSettings settings;

    UpstreamProblems(UpstreamSettings settings) {
        this.settings = settings;
    }

    /** For a status other than 200. */
    UpstreamFailure ofStatus(HttpResponse<?> response, String body) {
        var status = response.statusCode();
        LOG.warn("Upstream {} answers {}", settings.name(), status);
        return switch (status) {
            case 400, 413, 422 ->
                new UpstreamFailure(
                        new ProblemException(
                                HttpStatus.BAD_REQUEST,
                                "validation-failed",
                                "The model refuses the request: " + readable(UpstreamAnswer.errorMessage(body))),
                        Kind.REFUSAL);
            case 429 -> new UpstreamFailure(overloaded(response), Kind.REFUSAL);
            case 401, 403 -> lasting("refuses the platform's key; its operator must renew it");
            case 404 -> lasting("does not know the model; its operator must correct the model's description");
            case 301, 302, 303, 307, 308 ->
                lasting("answers with a redirect, which is not followed; its operator must correct the address");
            case 500, 502, 503 -> new UpstreamFailure(unavailable("fails with the status " + status), Kind.PASSING);
            default -> lasting("fails with the status " + status);
        };
    }

    private UpstreamFailure lasting(String what) {
        return new UpstreamFailure(unavailable(what), Kind.LASTING);
    }

    private EngineException unavailable(String what) {
        return EngineException.unavailable("The upstream " + settings.name() + " " + what);
    }

    private EngineException overloaded(HttpResponse<?> response) {
        var after = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ofSeconds(1));
        return new EngineException(
                HttpStatus.TOO_MANY_REQUESTS,
                "model-overloaded",
                "The upstream " + settings.name() + " has too many calls already",
                after.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : after,
                true,
                null);
    }

    /** For an answer that did not come in time. */
    UpstreamFailure ofTimeout(@Nullable ChatResult partial) {
        LOG.warn("Upstream {} answers too slowly", settings.name());
        return failure(HttpStatus.GATEWAY_TIMEOUT, "model-timeout", "answered too slowly", partial, Kind.LASTING);
    }

    /** For a connection that cannot be made or breaks, and for an answer that cannot be read. */
    UpstreamFailure ofBreak(IOException cause, @Nullable ChatResult partial) {
        LOG.warn("Upstream {} fails: {}", settings.name(), cause.toString());
        return failure(
                partial == null ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_GATEWAY,
                partial == null ? "model-unavailable" : "upstream-unreachable",
                partial == null ? "cannot be reached or understood" : "broke off in the middle of its answer",
                partial,
                Kind.PASSING);
    }

    private UpstreamFailure failure(
            HttpStatus status, String slug, String what, @Nullable ChatResult partial, Kind kind) {
        var detail = "The upstream " + settings.name() + " " + what;
        return new UpstreamFailure(
                new EngineException(status, slug, detail, null, partial == null, partial),
                partial == null ? kind : Kind.LASTING);
    }

    private static String readable(String message) {
        var line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        if (line.isEmpty()) {
            return "it does not say why";
        }
        return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line;
    }
}
