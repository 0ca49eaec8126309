package io.candor.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.core.annotation.Introspected;
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

    static final String TYPE_PREFIX = "urn:candor:problem:";

    public Problem {
        errors = List.copyOf(errors);
    }
}
