package io.candor.modelruntime.generation.upstream;

import io.candor.modelruntime.generation.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where a key is found. It is read for each call, so that it can be changed while the service runs, and never kept. */
public sealed interface ApiKey {
    /** A server that wants no key. */
    record None() implements ApiKey {
        @Override
        public Optional<String> read() {
            return Optional.empty();
        }
    }

    /**
     * A key in an environment variable.
     *
     * @param environment gives the value of a variable, null when it is not set
     */
    record FromEnvironment(String variable, UnaryOperator<@Nullable String> environment) implements ApiKey {
        @Override
        public Optional<String> read() {
            return usable(environment.apply(variable), "the environment variable " + variable + " holds none");
        }
    }

    /** A key in a file. */
    record FromFile(Path file) implements ApiKey {
        @Override
        public Optional<String> read() {
            try {
                return usable(Files.readString(file), "the file " + file.getFileName() + " holds none");
            } catch (IOException e) {
                return usable(null, "the file " + file.getFileName() + " cannot be read");
            }
        }
    }

    /**
     * The key; empty where none is wanted.
     *
     * @throws EngineException 503 {@code model-unavailable} when it cannot be found
     */
    Optional<String> read();

    private static Optional<String> usable(@Nullable String value, String reason) {
        var key = value == null ? "" : value.strip();
        if (key.isEmpty() || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw EngineException.unavailable("The key of the upstream is missing: " + reason);
        }
        return Optional.of(key);
    }
}
