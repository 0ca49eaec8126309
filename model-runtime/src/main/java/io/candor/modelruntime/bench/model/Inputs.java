package io.candor.modelruntime.bench.model;

import io.candor.modelruntime.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Inputs of the benchmark's models, the same at every run. */
public final class Inputs {
    /** How wide the identity model is. */
    public static final int WIDTH = 16;

    private static final int FIRST_WORD = 1000;
    private static final int LAST_WORD = 29_000;

    private Inputs() {}

    /** Rows of ones for a model whose input is {@code x}, FP32 [rows, width]. */
    public static List<Tensor> ones(int rows, int width) {
        var values = new float[rows * width];
        Arrays.fill(values, 1);
        return List.of(Tensor.ofFloats("x", List.of((long) rows, (long) width), values));
    }

    /** Rows of MiniLM's three inputs, INT64 [rows, tokens]: words drawn from its vocabulary, none of them padding. */
    public static List<Tensor> sentences(int rows, int tokens) {
        var shape = List.of((long) rows, (long) tokens);
        var ids = new SplittableRandom(tokens)
                .longs((long) rows * tokens, FIRST_WORD, LAST_WORD)
                .toArray();
        var mask = new long[ids.length];
        Arrays.fill(mask, 1);
        return List.of(
                Tensor.ofLongs("input_ids", shape, ids),
                Tensor.ofLongs("attention_mask", shape, mask),
                Tensor.ofLongs("token_type_ids", shape, new long[ids.length]));
    }
}
