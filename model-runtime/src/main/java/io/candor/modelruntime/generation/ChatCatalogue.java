package io.candor.modelruntime.generation;

import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where chat models come from. */
public interface ChatCatalogue extends AutoCloseable {
    /** The models that {@code tenant} may use, by name: the platform's and its own; null for the platform's alone. */
    SortedMap<String, ChatModel> models(@Nullable UUID tenant);

    /** Why the model {@code name} cannot be used, where there is one that cannot. */
    Optional<String> refusal(String name, @Nullable UUID tenant);

    @Override
    void close();
}
