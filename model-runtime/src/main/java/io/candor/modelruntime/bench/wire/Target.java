package io.candor.modelruntime.bench.wire;

import io.candor.modelruntime.bench.load.Sender;
import io.candor.modelruntime.tensor.Tensor;
import java.util.List;

/** A server as it is reached over one protocol. */
public interface Target extends AutoCloseable {

    /** A client that asks {@code model} about {@code inputs} on behalf of {@code caller}. */
    Sender client(String model, List<Tensor> inputs, Caller caller);

    /** The first output that the server answers with, for a check before anything is measured. */
    Tensor ask(String model, List<Tensor> inputs, Caller caller);

    @Override
    void close();
}
