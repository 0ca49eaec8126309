package io.candor.platform.web;

import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that the caller can act on: it becomes a problem detail. */
public class ProblemException extends RuntimeException {
    private final HttpStatus status;
    private final String slug;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    /**
     * A problem without a field to blame.
     *
     * @param slug the last part of the problem type, such as {@code not-found}
     * @param detail what happened, for the caller to read
     */
    public ProblemException(HttpStatus status, String slug, String detail) {
        this(status, slug, detail, List.of(), null);
    }

    /** A problem that names the fields to blame and, if a retry may help, when. */
    public ProblemException(
            HttpStatus status, String slug, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(detail);
        this.status = status;
        this.slug = slug;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** A 400 {@code validation-failed} that names {@code field}. */
    public static ProblemException invalid(String field, String detail) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST,
                "validation-failed",
                field + " " + detail,
                List.of(new FieldError(field, detail)),
                null);
    }

    /** A 404 for a thing that is not there, or not the caller's. */
    public static ProblemException notFound(String slug, String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, slug, detail);
    }

    /** The HTTP status. */
    public HttpStatus status() {
        return status;
    }

    /** The last part of the problem type. */
    public String slug() {
        return slug;
    }

    /** The fields to blame. */
    public List<FieldError> errors() {
        return errors;
    }

    /** When a retry may help. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What happened, for the caller to read. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
