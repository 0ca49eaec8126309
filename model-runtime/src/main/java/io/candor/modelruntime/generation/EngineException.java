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

    EngineException(
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

    /** Whether nothing was generated, so that another engine may try. */
    public boolean retryable() {
        return retryable;
    }

    /** What was generated and counts as usage before it failed: present when text went to the sink. */
    public Optional<ChatResult> partial() {
        return Optional.ofNullable(partial);
    }
}
