package io.candor.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem detail (RFC 9457 section 3.1).
 *
 * @param type {@code urn:candor:problem:<slug>}
 * @param title the status in words
 * @param status the HTTP status code
 * @param detail what happened this time
 * @param requestId the id to quote to support
 * @param errors the fields to blame, if any
 * @param error the same for clients of another protocol, on that protocol's paths: a text or an object
 */
@Introspected
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
        @Nullable Object error) {
    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:candor:problem:";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** What {@code exception} is told as to the caller of {@code path}. */
    public static Problem of(ProblemException exception, String path, @Nullable String requestId) {
        return of(exception.status(), exception.slug(), exception.detail(), exception.errors(), path, requestId);
    }

    static Problem of(
            HttpStatus status,
            String slug,
            String detail,
            List<FieldError> errors,
            String path,
            @Nullable String requestId) {
        return new Problem(
                TYPE_PREFIX + slug,
                status.getReason(),
                status.getCode(),
                detail,
                requestId,
                errors,
                ErrorMember.of(path, status, slug, detail, errors));
    }
}
