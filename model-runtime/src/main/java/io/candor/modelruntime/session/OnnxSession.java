package io.candor.modelruntime.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A loaded model. Safe for use by several threads; closing it waits for the runs in flight. */
public final class OnnxSession implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Device device;
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private boolean closed;

    OnnxSession(OrtEnvironment environment, OrtSession session, Device device) {
        this.environment = environment;
        this.session = session;
        this.device = device;
    }

    /** Where it computes. */
    public Device device() {
        return device;
    }

    /** The inputs that the graph declares. */
    public Set<String> inputs() {
        return session.getInputNames();
    }

    /** The outputs that the graph declares, each with its shape; -1 where a dimension varies. */
    public Map<String, List<Long>> outputs() {
        var shapes = new HashMap<String, List<Long>>();
        try {
            session.getOutputInfo().forEach((name, output) -> {
                if (output.getInfo() instanceof TensorInfo tensor) {
                    shapes.put(name, boxed(tensor.getShape()));
                }
            });
        } catch (OrtException e) {
            throw new OnnxFailureException("The model does not tell its outputs", e);
        }
        return shapes;
    }

    /** Runs the graph on INT64 inputs and computes the FP32 output {@code output}. */
    public FloatTensor run(Map<String, LongTensor> inputs, String output) {
        var tensors = new HashMap<String, OnnxTensor>();
        try {
            for (var input : inputs.entrySet()) {
                tensors.put(input.getKey(), tensor(input.getValue()));
            }
            return Objects.requireNonNull(run(tensors, Set.of(output)).get(output));
        } catch (OrtException e) {
            throw new OnnxFailureException("The model failed", e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** Runs the graph on one FP32 input and computes the FP32 outputs {@code outputs}. */
    public Map<String, FloatTensor> run(String input, FloatTensor value, Set<String> outputs) {
        try (var tensor = tensor(value)) {
            return run(Map.of(input, tensor), outputs);
        } catch (OrtException e) {
            throw new OnnxFailureException("The model failed", e);
        }
    }

    private Map<String, FloatTensor> run(Map<String, OnnxTensor> inputs, Set<String> outputs) throws OrtException {
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The model was unloaded");
            }
            try (var result = session.run(inputs, outputs)) {
                var tensors = new HashMap<String, FloatTensor>();
                result.forEach(entry -> tensors.put(entry.getKey(), floats(entry.getValue())));
                return tensors;
            }
        } finally {
            lifetime.readLock().unlock();
        }
    }

    private OnnxTensor tensor(LongTensor value) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(value.values()), unboxed(value.shape()));
    }

    private OnnxTensor tensor(FloatTensor value) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(value.values()), unboxed(value.shape()));
    }

    private static FloatTensor floats(OnnxValue value) {
        if (!(value instanceof OnnxTensor tensor)) {
            throw new IllegalStateException("The model gave an output that is no tensor");
        }
        var buffer = tensor.getFloatBuffer();
        if (buffer == null) {
            throw new IllegalStateException("The model gave an output that is not FP32");
        }
        var values = new float[buffer.remaining()];
        buffer.get(values);
        return new FloatTensor(boxed(tensor.getInfo().getShape()), values);
    }

    private static List<Long> boxed(long[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    private static long[] unboxed(List<Long> shape) {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new OnnxFailureException("The model could not be unloaded", e);
        } finally {
            lifetime.writeLock().unlock();
        }
    }
}
