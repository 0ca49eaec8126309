package io.candor.modelruntime.session;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An OrtSession, where it computes and what it took. */
final class GraphSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GraphSession.class);

    private final OrtSession session;
    private final long handle;
    private final Device device;
    private final long memory;

    GraphSession(OrtSession session, Device device, long memory) {
        this.session = session;
        this.handle = OrtTable.session(session);
        this.device = device;
        this.memory = memory;
    }

    OrtSession session() {
        return session;
    }

    long handle() {
        return handle;
    }

    Device device() {
        return device;
    }

    /** In bytes. */
    long memory() {
        return memory;
    }

    /** Pinned memory, or {@code otherwise} where CUDA gives none. */
    HostMemory pinned(HostMemory otherwise) {
        try {
            return HostMemory.pinned(handle);
        } catch (OnnxFailureException e) {
            LOG.warn("CUDA gives no pinned memory, so plain memory is used: {}", e.getMessage());
            return otherwise;
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new OnnxFailureException("The model could not be unloaded", e);
        }
    }
}
