package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.scheduler.BatchOutcome;
import io.candor.modelruntime.scheduler.BatchRunner;
import io.candor.modelruntime.session.BoundGraph;
import io.candor.modelruntime.session.OnnxFailureException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes vectors of tokens. Texts that run together are padded to the length of the longest among them. */
public final class EncoderRunner implements BatchRunner<TokenizedText, float[]> {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final BoundGraph bound;
    private final List<String> inputs;
    private final boolean[] wanted;
    private final int tokenOutput;
    private final TokenPooling pooling;
    private float[] tokens = {};

    EncoderRunner(BoundGraph bound, List<String> inputs, int outputs, int tokenOutput, TokenPooling pooling) {
        this.bound = bound;
        this.inputs = inputs;
        this.wanted = new boolean[outputs];
        this.tokenOutput = tokenOutput;
        this.wanted[tokenOutput] = true;
        this.pooling = pooling;
    }

    /**
     * The vector of each text, in order.
     *
     * @throws OnnxFailureException when the graph refuses the tokens
     */
    @Override
    public BatchOutcome<float[]> run(List<TokenizedText> texts) {
        var start = System.nanoTime();
        var width = 0;
        for (var text : texts) {
            width = Math.max(width, text.length());
        }
        var shape = new long[] {texts.size(), width};
        try {
            for (var i = 0; i < inputs.size(); i++) {
                fill(inputs.get(i), texts, width, bound.input(i, shape));
            }
            var filled = System.nanoTime();
            bound.run(wanted);
            var computed = System.nanoTime();
            var vectors = pool(texts, width);
            return new BatchOutcome<>(
                    vectors,
                    Duration.ofNanos(filled - start),
                    Duration.ofNanos(computed - filled),
                    Duration.ofNanos(System.nanoTime() - computed));
        } finally {
            bound.release();
        }
    }

    private static void fill(String input, List<TokenizedText> texts, int width, MemorySegment memory) {
        memory.fill((byte) 0);
        for (var row = 0; row < texts.size(); row++) {
            var text = texts.get(row);
            var start = (long) row * width;
            switch (input) {
                case "input_ids" -> MemorySegment.copy(text.ids(), 0, memory, LONG, start * Long.BYTES, text.length());
                case "token_type_ids" ->
                    MemorySegment.copy(text.typeIds(), 0, memory, LONG, start * Long.BYTES, text.length());
                default -> {
                    for (var token = 0; token < text.length(); token++) {
                        memory.setAtIndex(LONG, start + token, 1);
                    }
                }
            }
        }
    }

    private List<float[]> pool(List<TokenizedText> texts, int width) {
        var memory = bound.output(tokenOutput);
        var dimension = Math.toIntExact(bound.shape(tokenOutput)[2]);
        var vectors = new ArrayList<float[]>(texts.size());
        for (var row = 0; row < texts.size(); row++) {
            var length = texts.get(row).length();
            var values = pooling.reads(length) * dimension;
            if (tokens.length < values) {
                tokens = new float[values];
            }
            var start = (long) row * width * dimension * Float.BYTES;
            MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, start, tokens, 0, values);
            vectors.add(pooling.pool(tokens, dimension, length));
        }
        return vectors;
    }

    @Override
    public void close() {
        bound.close();
    }
}
