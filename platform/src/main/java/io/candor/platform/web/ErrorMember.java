package io.candor.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code error} of a problem, an extension (RFC 9457 section 3.2) for clients that read another protocol's
 * errors: a text under {@code /v2} (Open Inference Protocol v2), an object on the paths that OpenAI's clients ask.
 */
final class ErrorMember {
    private static final String INFERENCE = "/v2";
    private static final List<String> OPENAI = List.of("/v1/models", "/v1/embeddings", "/v1/chat");

    private ErrorMember() {}

    /** OpenAI's error object; {@code param} is the field to blame. */
    @Introspected
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record OpenAiError(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {}

    /** What {@code error} is in a problem on {@code path}, or null where no client looks for it. */
    static @Nullable Object of(String path, HttpStatus status, String slug, String detail, List<FieldError> errors) {
        if (isUnder(path, INFERENCE)) {
            return detail;
        }
        return OPENAI.stream().anyMatch(prefix -> isUnder(path, prefix))
                ? new OpenAiError(
                        detail,
                        type(status),
                        errors.isEmpty() ? null : errors.getFirst().field(),
                        code(status, slug))
                : null;
    }

    private static boolean isUnder(String path, String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    private static String type(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case TOO_MANY_REQUESTS -> "rate_limit_error";
            default -> status.getCode() < 500 ? "invalid_request_error" : "server_error";
        };
    }

    /** OpenAI's own code where it has one for the case, else the problem's slug in OpenAI's spelling. */
    private static @Nullable String code(HttpStatus status, String slug) {
        if (status == HttpStatus.UNAUTHORIZED) {
            return "invalid_api_key";
        }
        return switch (slug) {
            case "validation-failed" -> null;
            case "rate-limited" -> "rate_limit_exceeded";
            default -> slug.replace('-', '_');
        };
    }
}
