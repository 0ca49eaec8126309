package io.candor.modelruntime.bench.bare;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.candor.modelruntime.bench.load.Latencies;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One graph in this process; where it is timed, runs read and write tensors in memory that is filled and taken once. */
public final class BareGraph implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /** Opens {@code file} with {@code threads} threads inside each run. */
    public BareGraph(Path file, int threads) {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot open " + file, e);
        }
    }

    /** The first output of one run. */
    public Tensor run(List<Tensor> inputs) {
        try (var feeds = new Feeds(environment, inputs);
                var result = session.run(feeds.tensors())) {
            var value = (OnnxTensor) result.get(0);
            var data = value.getByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            var shape = new ArrayList<Long>();
            for (var length : value.getInfo().getShape()) {
                shape.add(length);
            }
            var copy = ByteBuffer.allocate(data.remaining()).put(data).flip();
            return new Tensor(session.getOutputNames().iterator().next(), Datatype.FP32, shape, copy);
        } catch (OrtException e) {
            throw new IllegalStateException("The run failed", e);
        }
    }

    /** The time of each run, one after the other, after a warm-up of a quarter of {@code time}. */
    public Latencies latencies(List<Tensor> inputs, Duration time) {
        try (var feeds = new Feeds(environment, inputs);
                var outputs = pinned(inputs)) {
            for (var end = System.nanoTime() + time.dividedBy(4).toNanos(); System.nanoTime() < end; ) {
                run(feeds, outputs);
            }
            var latencies = new Latencies();
            for (var end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
                var begin = System.nanoTime();
                run(feeds, outputs);
                latencies.add(System.nanoTime() - begin);
            }
            return latencies;
        } catch (OrtException e) {
            throw new IllegalStateException("The run failed", e);
        }
    }

    /** Rows in a second with that many threads that each run the same rows over and over. */
    public double rowsPerSecond(List<Tensor> inputs, int callers, Duration time) throws InterruptedException {
        var rows = inputs.getFirst().shape().getFirst();
        try (var pool = Executors.newFixedThreadPool(callers)) {
            var running = new ArrayList<Future<Latencies>>();
            for (var caller = 0; caller < callers; caller++) {
                running.add(pool.submit(() -> latencies(inputs, time)));
            }
            var runsPerSecond = 0.0;
            for (var caller : running) {
                var latencies = caller.get();
                runsPerSecond += latencies.count() / latencies.seconds();
            }
            return runsPerSecond * rows;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The run failed", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The session does not close", e);
        }
    }

    private void run(Feeds feeds, Feeds outputs) throws OrtException {
        session.run(feeds.tensors(), Set.of(), outputs.tensors()).close();
    }

    /** Outputs of the shape of a first run, to be written again and again. */
    private Feeds pinned(List<Tensor> inputs) throws OrtException {
        return new Feeds(environment, List.of(run(inputs)));
    }

    /** Tensors in memory of their own, by name. */
    private static final class Feeds implements AutoCloseable {
        private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

        Feeds(OrtEnvironment environment, List<Tensor> inputs) throws OrtException {
            for (var input : inputs) {
                var shape = input.shape().stream().mapToLong(Long::longValue).toArray();
                var memory = ByteBuffer.allocateDirect(input.data().remaining())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(input.data())
                        .flip();
                tensors.put(
                        input.name(),
                        switch (input.datatype()) {
                            case INT64 -> OnnxTensor.createTensor(environment, memory.asLongBuffer(), shape);
                            case FP32 -> OnnxTensor.createTensor(environment, memory.asFloatBuffer(), shape);
                            default -> throw new IllegalArgumentException("The benchmark runs no " + input.datatype());
                        });
            }
        }

        Map<String, OnnxTensor> tensors() {
            return tensors;
        }

        @Override
        public void close() {
            tensors.values().forEach(OnnxTensor::close);
        }
    }
}
