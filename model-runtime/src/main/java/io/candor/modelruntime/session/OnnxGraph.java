package io.candor.modelruntime.session;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import io.candor.modelruntime.tensor.TensorSpec;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** A loaded ONNX file. Closing it waits for the runs in flight and gives its memory back to the system. */
public final class OnnxGraph implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private final Set<BoundGraph> bindings = ConcurrentHashMap.newKeySet();
    private final List<GraphSession> sessions;
    private final boolean shared;
    private final Supplier<GraphSession> another;
    private final String deviceReason;
    private final List<GraphPort> inputs;
    private final List<GraphPort> outputs;
    private final List<TensorSpec> inputSpecs;
    private final List<TensorSpec> outputSpecs;
    private boolean closed;

    /**
     * @param sessions one for each device
     * @param shared whether all instances on a device run in its one session
     * @param another opens one more session
     */
    OnnxGraph(List<GraphSession> sessions, boolean shared, Supplier<GraphSession> another, String deviceReason) {
        this.sessions = new ArrayList<>(sessions);
        this.shared = shared;
        this.another = another;
        this.deviceReason = deviceReason;
        try {
            var session = sessions.getFirst().session();
            this.inputs = ports(session.getInputInfo().values());
            this.outputs = ports(session.getOutputInfo().values());
        } catch (OrtException e) {
            throw new OnnxFailureException("The model does not tell its inputs and outputs", e);
        }
        this.inputSpecs = inputs.stream().map(GraphPort::spec).toList();
        this.outputSpecs = outputs.stream().map(GraphPort::spec).toList();
    }

    private List<GraphPort> ports(Collection<NodeInfo> nodes) {
        return nodes.stream()
                .map(node ->
                        GraphPort.of(node, arena.allocateFrom(node.getName()).address()))
                .toList();
    }

    /** The inputs that the graph declares, in its order. */
    public List<TensorSpec> inputs() {
        return inputSpecs;
    }

    /** The outputs that the graph declares, in its order. */
    public List<TensorSpec> outputs() {
        return outputSpecs;
    }

    /** Where it computes. */
    public Device device() {
        return sessions.getFirst().device();
    }

    /** Why it computes there and nowhere else. */
    public String deviceReason() {
        return deviceReason;
    }

    /** What its sessions hold, in bytes: at least its weights, and what the process was seen to grow by at load. */
    public long memory() {
        lifetime.readLock().lock();
        try {
            return sessions.stream().mapToLong(GraphSession::memory).sum();
        } finally {
            lifetime.readLock().unlock();
        }
    }

    /**
     * Makes {@code instances} runners for each of its devices, each for one thread at a time.
     *
     * @throws OnnxFailureException when a session for one of them cannot be opened
     */
    public List<GraphRunner> runners(int instances) {
        return bind(instances).stream()
                .map(bound -> new GraphRunner(this, bound))
                .toList();
    }

    /** Makes {@code instances} bindings for each of its devices, each for one thread at a time. */
    public List<BoundGraph> bind(int instances) {
        lifetime.writeLock().lock();
        try {
            requireOpen();
            var devices = shared ? List.copyOf(sessions) : List.of(sessions.getFirst());
            var made = new ArrayList<BoundGraph>();
            for (var i = 0; i < instances; i++) {
                if (shared) {
                    devices.forEach(session -> made.add(new BoundGraph(this, session)));
                } else {
                    made.add(new BoundGraph(this, unused()));
                }
                bindings.addAll(made);
            }
            return made;
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    /** A session that no instance runs in yet. */
    private GraphSession unused() {
        for (var session : sessions) {
            if (bindings.stream().noneMatch(bound -> bound.session() == session)) {
                return session;
            }
        }
        var session = another.get();
        sessions.add(session);
        return session;
    }

    List<GraphPort> inputPorts() {
        return inputs;
    }

    List<GraphPort> outputPorts() {
        return outputs;
    }

    /** Runs {@code action} while the graph is sure to stay open. */
    void use(Runnable action) {
        lifetime.readLock().lock();
        try {
            requireOpen();
            action.run();
        } finally {
            lifetime.readLock().unlock();
        }
    }

    void forget(BoundGraph bound) {
        lifetime.writeLock().lock();
        try {
            if (bindings.remove(bound)) {
                bound.free();
            }
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The model was unloaded");
        }
    }

    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            bindings.forEach(BoundGraph::free);
            bindings.clear();
            sessions.forEach(GraphSession::close);
            arena.close();
        } finally {
            lifetime.writeLock().unlock();
        }
        ProcessMemory.trim();
    }
}
