package io.candor.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's error object (OpenAI API reference, "Errors").
 *
 * @param message what happened
 * @param type the kind of error, which follows from the status
 * @param param the field to blame
 * @param code what a program can tell the case by
 */
@Introspected
@JsonInclude(JsonInclude.Include.ALWAYS)
public record OpenAiError(
        String message,
        String type,
        @Nullable String param,
        @Nullable String code) {

    static OpenAiError of(HttpStatus status, String slug, String detail, List<FieldError> errors) {
        var param = errors.isEmpty() ? null : errors.getFirst().field();
        return new OpenAiError(detail, type(status), param, code(status, slug));
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
