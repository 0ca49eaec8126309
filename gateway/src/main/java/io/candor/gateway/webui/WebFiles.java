package io.candor.gateway.webui;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of the web app, and nothing outside its folder. */
@Singleton
class WebFiles {
    private static final String INDEX = "index.html";

    private final Optional<Path> root;

    WebFiles(WebUiConfig config) {
        this.root = config.root();
    }

    /**
     * The file at the undecoded {@code path}. Where none is, a path whose last segment has no dot is one of the app's own
     * pages, for which {@code index.html} stands.
     */
    Optional<WebFile> find(String path) {
        return root.filter(Files::isDirectory).flatMap(folder -> {
            var file = resolve(folder, path);
            return file.isPresent() || !isPage(path) ? file : resolve(folder, INDEX);
        });
    }

    private static boolean isPage(String path) {
        return path.indexOf('.', path.lastIndexOf('/') + 1) < 0;
    }

    private static Optional<WebFile> resolve(Path folder, String path) {
        try {
            var name = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            var file = folder.resolve(name.replaceFirst("^/+", "")).normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            var real = file.toRealPath();
            return real.startsWith(folder.toRealPath()) && !Files.isHidden(real)
                    ? Optional.of(WebFile.of(real))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
