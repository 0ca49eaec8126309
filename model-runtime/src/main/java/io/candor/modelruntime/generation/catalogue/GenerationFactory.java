package io.candor.modelruntime.generation.catalogue;

import io.candor.modelruntime.generation.ChatModels;
import io.candor.modelruntime.modelrepository.ModelStore;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the chat models of this service. */
@Factory
class GenerationFactory {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    @Singleton
    @Bean(preDestroy = "close")
    ChatModels chatModels(ModelStore store) {
        return new ChatModels(new StoredChatModels(store, INTERVAL));
    }
}
