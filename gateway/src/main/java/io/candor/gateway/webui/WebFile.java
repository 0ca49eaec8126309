package io.candor.gateway.webui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A file of the web app.
 *
 * @param path where it lies
 * @param size how long it is
 * @param etag changes when the file does (RFC 9110 section 8.8.3)
 */
record WebFile(Path path, long size, String etag) {
    private static final Pattern HASHED = Pattern.compile(".+-[A-Za-z0-9_-]{8}\\.[a-z0-9]+(\\.map)?");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wasm", "application/wasm"));

    static WebFile of(Path path) {
        try {
            var size = Files.size(path);
            var modified = Files.getLastModifiedTime(path).toMillis();
            return new WebFile(path, size, "\"" + Long.toString(modified, 36) + "-" + Long.toString(size, 36) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String contentType() {
        var name = String.valueOf(path.getFileName());
        var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }

    /** A name that carries a hash of its content never means another content. */
    String cacheControl() {
        var parent = path.getParent();
        var asset = parent != null && parent.endsWith("assets");
        return asset && HASHED.matcher(String.valueOf(path.getFileName())).matches()
                ? "public, max-age=31536000, immutable"
                : "no-cache";
    }
}
