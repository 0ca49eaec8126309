package io.candor.modelruntime.generation.llamacpp;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws the next token from a model's scores: temperature first, then the nucleus, as vLLM does.
 *
 * @param temperature 0 takes the token with the highest score, the first of equal ones
 * @param topP how much of the probability the nucleus holds at least; 1 for all of it
 */
record TokenSampler(double temperature, double topP, RandomGenerator random) {
    /** The token's number. The array is changed. */
    int draw(float[] logits) {
        if (temperature == 0) {
            return likeliest(logits);
        }
        var sum = probabilities(logits);
        return topP >= 1 ? drawAny(logits, sum) : drawFromNucleus(logits, sum);
    }

    private static int likeliest(float[] logits) {
        var best = 0;
        for (var i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Turns scores into weights and gives their sum. */
    private double probabilities(float[] logits) {
        var highest = logits[likeliest(logits)];
        var sum = 0.0;
        for (var i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.exp((logits[i] - highest) / temperature);
            sum += logits[i];
        }
        return sum;
    }

    private int drawAny(float[] weights, double sum) {
        var left = random.nextDouble() * sum;
        var last = 0;
        for (var i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                left -= weights[i];
                last = i;
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    private int drawFromNucleus(float[] weights, double sum) {
        var order = likeliestFirst(weights, (float) ((1 - topP) * sum / weights.length));
        var held = 0.0;
        var size = 0;
        while (size < order.length && held < topP * sum) {
            held += weights[order[size]];
            size++;
        }
        var left = random.nextDouble() * held;
        for (var i = 0; i < size; i++) {
            left -= weights[order[i]];
            if (left < 0) {
                return order[i];
            }
        }
        return order[Math.max(0, size - 1)];
    }

    /**
     * Token numbers, in the low 32 bits, by falling weight. All tokens below {@code least} together weigh less than what
     * the nucleus may leave out, so they need no sorting.
     */
    private static int[] likeliestFirst(float[] weights, float least) {
        var keys = new long[weights.length];
        var count = 0;
        for (var i = 0; i < weights.length; i++) {
            if (weights[i] >= least) {
                // Weights are not negative: their bits sort as they do.
                keys[count] = ((long) (Integer.MAX_VALUE - Float.floatToRawIntBits(weights[i])) << 32) | i;
                count++;
            }
        }
        Arrays.sort(keys, 0, count);
        return unpack(keys, count);
    }

    private static int[] unpack(long[] keys, int count) {
        var order = new int[count];
        for (var i = 0; i < count; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }
}
