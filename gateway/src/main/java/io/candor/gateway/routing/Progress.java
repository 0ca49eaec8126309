package io.candor.gateway.routing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Remembers when the caller's body last moved, so that a long upload is not mistaken for a silent upstream. */
final class Progress {
    private volatile long last = System.nanoTime();

    /** {@code body}, watched. */
    InputStream watch(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                var value = super.read();
                last = System.nanoTime();
                return value;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                var count = super.read(buffer, offset, length);
                last = System.nanoTime();
                return count;
            }
        };
    }

    /** What is left of {@code limit} since the body last moved. */
    Duration left(Duration limit) {
        return limit.minusNanos(System.nanoTime() - last);
    }
}
