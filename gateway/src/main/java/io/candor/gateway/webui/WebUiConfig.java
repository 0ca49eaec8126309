package io.candor.gateway.webui;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the built web app lies.
 *
 * @param folder the folder of {@code index.html}, or blank when no web app is served
 */
@ConfigurationProperties("candor.web-ui")
record WebUiConfig(@Bindable(defaultValue = "") String folder) {
    Optional<Path> root() {
        return folder.isBlank()
                ? Optional.empty()
                : Optional.of(Path.of(folder).toAbsolutePath().normalize());
    }
}
