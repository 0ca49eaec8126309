package io.candor.gateway.routing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.client.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An upstream's body; when the caller goes away before its end, the upstream is told by closing the connection. */
final class AnswerStream extends FilterInputStream {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerStream.class);

    private final Request request;
    private volatile boolean ended;
    private volatile boolean closed;

    AnswerStream(InputStream body, Request request) {
        super(body);
        this.request = request;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            var count = super.read(buffer, offset, length);
            ended |= count < 0;
            return count;
        } catch (IOException e) {
            if (!closed) {
                LOG.warn(
                        "The answer of {} broke off: {}",
                        request.getHost() + ":" + request.getPort(),
                        e.getClass().getSimpleName());
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (!ended) {
            var unused = request.abort(new ClosedChannelException());
        }
        super.close();
    }
}
