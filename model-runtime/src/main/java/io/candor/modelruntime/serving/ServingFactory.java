package io.candor.modelruntime.serving;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import java.nio.file.Path;

/** Loads the models before the service takes its first request. */
@Factory
class ServingFactory {
    @Context
    @Bean(preDestroy = "close")
    ModelService models(@Property(name = "candor.models") Path repository) {
        return ModelService.open(repository);
    }
}
