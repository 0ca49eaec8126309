package io.candor.tenantservice.plan;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.io.ResourceLoader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the plan file once, at start. */
@Factory
class PlansFactory {
    @Context
    Plans plans(@Value("${candor.plans:}") String file, ResourceLoader resources) throws IOException {
        try (var source = file.isEmpty() ? shipped(resources) : Files.newBufferedReader(Path.of(file))) {
            return PlanFileReader.read(source);
        }
    }

    private static Reader shipped(ResourceLoader resources) {
        return resources
                .getResourceAsStream("classpath:plans.yaml")
                .map(stream -> new InputStreamReader(stream, StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("The plan file is not in the jar"));
    }
}
