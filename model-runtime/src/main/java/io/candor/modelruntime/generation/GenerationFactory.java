package io.candor.modelruntime.generation;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes the chat models of this service. */
@Factory
class GenerationFactory {
    @Singleton
    @Bean(preDestroy = "close")
    ChatModels chatModels() {
        return new ChatModels(List.of());
    }
}
