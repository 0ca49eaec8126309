package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.modelruntime.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** Asks a model at least eight times, a small one for up to 50 ms, before others do, so that the first of them does not pay for what is done only once. */
final class WarmUp {
    private static final int LEAST = 8;
    private static final int MOST = 256;
    private static final Duration TIME = Duration.ofMillis(50);
    private static final List<String> TEXTS = List.of("Where is my card?", "我的卡在哪里？");

    private WarmUp() {}

    /** @throws MalformedModelException when the model does not answer */
    static void run(ServedModel model) throws MalformedModelException {
        if (model instanceof RouterModel) {
            return;
        }
        try {
            var begin = System.nanoTime();
            for (var i = 0; i < LEAST || (i < MOST && System.nanoTime() - begin < TIME.toNanos()); i++) {
                model.infer(request(model), Caller.RUNTIME).join();
            }
        } catch (CompletionException | CancellationException | InvalidInputException e) {
            throw new MalformedModelException(
                    "it does not run: " + Futures.cause(e).getMessage());
        }
    }

    private static InferenceRequest request(ServedModel model) {
        var inputs = model instanceof OnnxModel graph
                ? graph.inputs().stream()
                        .map(spec -> zeros(spec, graph.warmUp().getOrDefault(spec.name(), List.of())))
                        .toList()
                : List.of(Tensor.ofTexts("text", List.of((long) TEXTS.size()), TEXTS));
        return new InferenceRequest(model.identity().name(), null, "", Map.of(), inputs, List.of());
    }

    /** Zeros of the shape that the model's description names, or of the declared one with 1 for what varies. */
    private static Tensor zeros(TensorSpec spec, List<Long> given) {
        var shape = given.isEmpty()
                ? spec.shape().stream().map(length -> length < 0 ? 1L : length).toList()
                : given;
        var elements = Tensor.elements(spec.name(), shape);
        if (spec.datatype() == Datatype.BYTES) {
            return Tensor.ofTexts(spec.name(), shape, Collections.nCopies(elements, ""));
        }
        return new Tensor(
                spec.name(),
                spec.datatype(),
                shape,
                ByteBuffer.allocate(elements * spec.datatype().size()));
    }
}
