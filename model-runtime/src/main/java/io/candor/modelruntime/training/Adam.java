package io.candor.modelruntime.training;

/** Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled Weight Decay Regularization") for one matrix. */
final class Adam {
    private static final float FIRST = 0.9f;
    private static final float SECOND = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final float[][] parameters;
    private final float[][] mean;
    private final float[][] square;
    private final float weightDecay;
    private int step;

    Adam(float[][] parameters, float weightDecay) {
        this.parameters = parameters;
        this.mean = new float[parameters.length][parameters[0].length];
        this.square = new float[parameters.length][parameters[0].length];
        this.weightDecay = weightDecay;
    }

    void step(float[][] gradient, float learningRate) {
        step++;
        var rate = (float) (learningRate / (1 - Math.pow(FIRST, step)));
        var scale = (float) (1 / Math.sqrt(1 - Math.pow(SECOND, step)));
        for (int r = 0; r < parameters.length; r++) {
            update(parameters[r], mean[r], square[r], gradient[r], rate, scale, learningRate * weightDecay);
        }
    }

    private static void update(float[] p, float[] m, float[] v, float[] g, float rate, float scale, float decay) {
        for (int i = 0; i < p.length; i++) {
            m[i] += (1 - FIRST) * (g[i] - m[i]);
            v[i] += (1 - SECOND) * (g[i] * g[i] - v[i]);
            p[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * scale + EPSILON) + decay * p[i];
        }
    }
}
