package io.candor.modelruntime.generation;

import io.micronaut.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Makes the failures of an engine. */
public final class BrokenEngine {
    private BrokenEngine() {}

    /** The failure of an engine that had generated {@code partial} until then, or nothing. */
    public static EngineException failure(@Nullable ChatResult partial) {
        return new EngineException(
                HttpStatus.BAD_GATEWAY, "engine-failed", "The engine broke off", null, partial == null, partial);
    }
}
