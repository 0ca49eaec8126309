package io.candor.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.exceptions.response.HateoasErrorResponseProcessor;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns every failed request into a problem detail (RFC 9457); no other code writes one. */
@Singleton
@Replaces(HateoasErrorResponseProcessor.class)
public class ProblemHandler implements ErrorResponseProcessor<Problem> {
    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var cause = context.getRootCause().orElse(null);
        var problem = find(ProblemException.class, cause)
                .map(exception -> ofException(context, exception, response))
                .orElseGet(() -> ofStatus(context, response, cause));
        return response.status(problem.status())
                .contentType(MediaType.of(Problem.MEDIA_TYPE))
                .body(problem);
    }

    private static Problem ofException(
            ErrorContext context, ProblemException exception, MutableHttpResponse<?> response) {
        exception
                .retryAfter()
                .ifPresent(after -> response.header("Retry-After", String.valueOf(Math.max(1, after.toSeconds()))));
        return problem(context, exception.status(), exception.slug(), exception.detail(), exception.errors());
    }

    private static Problem ofStatus(ErrorContext context, MutableHttpResponse<?> response, @Nullable Throwable cause) {
        var errors = fieldErrors(context, cause);
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            return problem(
                    context, HttpStatus.BAD_REQUEST, "validation-failed", first.field() + " " + first.detail(), errors);
        }
        var status = HttpStatus.valueOf(response.code());
        var detail = status.getCode() >= 500
                ? "The request failed for a reason of ours; quote the request id to support"
                : context.getErrors().stream()
                        .map(Error::getMessage)
                        .findFirst()
                        .orElse(status.getReason());
        return problem(context, status, slug(status), detail, List.of());
    }

    private static List<FieldError> fieldErrors(ErrorContext context, @Nullable Throwable cause) {
        var violations = find(ConstraintViolationException.class, cause);
        if (violations.isPresent()) {
            return FieldErrors.of(violations.get());
        }
        var json = find(JsonProcessingException.class, cause);
        if (json.isPresent()) {
            return List.of(FieldErrors.of(json.get()));
        }
        return FieldErrors.ofBinding(context, cause);
    }

    private static String slug(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "validation-failed";
            case UNAUTHORIZED -> "unauthenticated";
            case FORBIDDEN -> "insufficient-scope";
            case REQUEST_ENTITY_TOO_LARGE -> "payload-too-large";
            case TOO_MANY_REQUESTS -> "rate-limited";
            case BAD_GATEWAY -> "upstream-unreachable";
            case SERVICE_UNAVAILABLE -> "upstream-unavailable";
            case GATEWAY_TIMEOUT -> "upstream-timeout";
            case INTERNAL_SERVER_ERROR -> "internal-error";
            default -> status.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        };
    }

    private static Problem problem(
            ErrorContext context, HttpStatus status, String slug, String detail, List<FieldError> errors) {
        var requestId = RequestId.find(context.getRequest()).orElse(null);
        return Problem.of(status, slug, detail, errors, context.getRequest().getPath(), requestId);
    }

    private static <T extends Throwable> Optional<T> find(Class<T> type, @Nullable Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
