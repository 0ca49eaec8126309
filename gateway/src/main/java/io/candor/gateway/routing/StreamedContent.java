package io.candor.gateway.routing;

import java.io.InputStream;
import java.util.OptionalLong;
import org.eclipse.jetty.client.InputStreamRequestContent;

/** A request body that is read only as fast as the upstream takes it. */
final class StreamedContent extends InputStreamRequestContent {
    private final long length;

    StreamedContent(InputStream body, OptionalLong length) {
        super(body);
        this.length = length.orElse(-1);
    }

    @Override
    public long getLength() {
        return length;
    }
}
