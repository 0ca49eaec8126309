package io.candor.gateway.routing;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.eclipse.jetty.client.OutputStreamRequestContent;

/**
 * A caller's body on its way to an upstream, which is read only as fast as the upstream takes it.
 *
 * <p>It has a virtual thread of its own. Jetty would read it on a thread of its small pool, and a few callers that stall
 * would hold up everybody.
 */
final class Upload extends OutputStreamRequestContent {
    private static final int BUFFER_SIZE = 16 * 1024;

    private final InputStream body;
    private final long length;
    private final Progress progress;
    private final Thread thread = Thread.ofVirtual().name("upload").unstarted(this::run);

    Upload(InputStream body, OptionalLong length, Progress progress) {
        super(null);
        this.body = body;
        this.length = length.orElse(-1);
        this.progress = progress;
    }

    void start() {
        thread.start();
    }

    /** Ends an upload that nobody wants any more, also while it waits for the caller. */
    void stop() {
        thread.interrupt();
    }

    @Override
    public long getLength() {
        return length;
    }

    private void run() {
        try (body) {
            copy();
            close();
        } catch (IOException e) {
            fail(e);
        }
    }

    private void copy() throws IOException {
        var out = getOutputStream();
        var buffer = new byte[BUFFER_SIZE];
        while (true) {
            progress.waitForCaller();
            var count = body.read(buffer);
            progress.waitForUpstream();
            if (count < 0) {
                return;
            }
            out.write(buffer, 0, count);
        }
    }
}
