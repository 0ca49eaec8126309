package io.candor.gateway.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The head of an upstream's answer, and its body as it comes. Closing the body ends the exchange, also on the upstream's
 * side.
 */
record UpstreamAnswer(int status, String reason, List<HeaderField> headers, InputStream body) {
    private static final int WORTH_READING = 16 * 1024;

    Optional<String> header(String name) {
        return headers.stream()
                .filter(field -> field.name().equals(name))
                .map(HeaderField::value)
                .findFirst();
    }

    OptionalLong length() {
        var length = header("content-length");
        return length.isPresent() ? OptionalLong.of(Long.parseLong(length.get().strip())) : OptionalLong.empty();
    }

    /** Ends an exchange whose body nobody wants; one that is at its end leaves a connection that can be used again. */
    void discard() {
        try (body) {
            body.readNBytes(WORTH_READING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
