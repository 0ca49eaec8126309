package io.candor.modelruntime.modelrepository;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What a {@code model.yaml} says. */
public sealed interface ModelDefinition {
    /** The version that is described. */
    ModelId id();

    /**
     * Any graph, served with the inputs and outputs that it declares.
     *
     * @param warmUp the shapes to warm it up with, by input
     */
    record Onnx(ModelId id, Execution execution, Map<String, List<Long>> warmUp) implements ModelDefinition {
        public Onnx {
            warmUp = Map.copyOf(warmUp);
        }
    }

    /**
     * Turns text into a vector.
     *
     * @param inputs the inputs of the ONNX graph, in the words of the tokenizer
     * @param output what the vector is called where the encoder is served by itself
     * @param maxLength how many tokens are read; what follows is cut off
     */
    record TextEncoder(
            ModelId id,
            List<String> inputs,
            String output,
            Pooling pooling,
            boolean normalize,
            int maxLength,
            int dimension,
            Execution execution)
            implements ModelDefinition {
        public TextEncoder {
            inputs = List.copyOf(inputs);
        }

        /** How many texts may run together. */
        public int maxBatch() {
            return execution.queue().maxBatchSize();
        }
    }

    /**
     * Turns an encoder's vector into scores.
     *
     * @param encoder the encoder's name, or {@code name/version}
     * @param input the graph's input
     */
    record TextHead(ModelId id, String encoder, String input, List<OutputDefinition> outputs, Execution execution)
            implements ModelDefinition {
        public TextHead {
            outputs = List.copyOf(outputs);
        }
    }

    /** An encoder with the heads that share its vector, each by name or {@code name/version}. */
    record TextPipeline(ModelId id, String encoder, List<String> heads) implements ModelDefinition {
        public TextPipeline {
            heads = List.copyOf(heads);
        }
    }

    /** Chooses a pipeline by the language of the text: language code to model reference, in order. */
    record TextRouter(ModelId id, SequencedMap<String, String> routes) implements ModelDefinition {
        public TextRouter {
            routes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(routes));
        }
    }

    /**
     * Writes text; which engines do so is told by {@code description}.
     *
     * @param description the whole {@code model.yaml} as maps, lists, texts and numbers
     */
    record TextGeneration(ModelId id, @Nullable Object description) implements ModelDefinition {}
}
