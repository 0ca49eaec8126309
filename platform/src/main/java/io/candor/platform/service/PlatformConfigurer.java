package io.candor.platform.service;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Puts {@code platform.yml} under every service's own configuration. */
@ContextConfigurer
public class PlatformConfigurer implements ApplicationContextConfigurer {
    private static final int BELOW_APPLICATION_YML = -1000;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        try (var yaml = PlatformConfigurer.class.getResourceAsStream("/platform.yml")) {
            if (yaml == null) {
                throw new IllegalStateException("platform.yml is missing from the class path");
            }
            var values = new YamlPropertySourceLoader().read("platform", yaml);
            builder.propertySources(PropertySource.of("platform", values, BELOW_APPLICATION_YML));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
