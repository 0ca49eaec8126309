package io.candor.modelruntime.generation;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An engine failed. The detail may be shown to the caller: it holds no key and no address. */
public final class EngineException extends ProblemException {
    private final boolean retryable;
    private final transient @Nullable ChatResult partial;

    /** A failure; {@code partial} is null unless text went to the sink. */
    public EngineException(
            HttpStatus status,
            String slug,
            String detail,
            @Nullable Duration retryAfter,
            boolean retryable,
            @Nullable ChatResult partial) {
        super(status, slug, detail, List.of(), retryAfter);
        this.retryable = retryable;
        this.partial = partial;
    }

    /** A 503 {@code model-unavailable} of an engine that generated nothing: another one may try. */
    public static EngineException unavailable(String detail) {
        return new EngineException(HttpStatus.SERVICE_UNAVAILABLE, "model-unavailable", detail, null, true, null);
    }

    /** Whether nothing was generated, so that another engine may try. */
    public boolean retryable() {
        return retryable;
    }

    /** What was generated and counts as usage before it failed: present when text went to the sink. */
    public Optional<ChatResult> partial() {
        return Optional.ofNullable(partial);
    }
}
