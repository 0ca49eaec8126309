package io.candor.modelruntime.bench.wire;

import io.candor.modelruntime.bench.wire.Endpoint.Protocol;
import java.util.ArrayList;
import java.util.List;

/** A connection for each tenant over one protocol, so that none waits for another's bytes before the server sees them. */
public final class Connections implements AutoCloseable {
    private final Endpoint endpoint;
    private final Protocol protocol;
    private final List<Target> open = new ArrayList<>();

    /** None yet. */
    public Connections(Endpoint endpoint, Protocol protocol) {
        this.endpoint = endpoint;
        this.protocol = protocol;
    }

    /** One more. */
    public Target connect() {
        var target = endpoint.connect(protocol);
        open.add(target);
        return target;
    }

    @Override
    public void close() {
        open.forEach(Target::close);
    }
}
