package io.candor.modelruntime.training;

/** What the outputs mean: one class out of many (softmax) or a yes/no for each (sigmoid). */
enum Objective {
    ONE_OF_MANY {
        @Override
        float[] probabilities(float[] logits) {
            var max = logits[Vectors.argMax(logits)];
            var p = new float[logits.length];
            float sum = 0;
            for (int i = 0; i < p.length; i++) {
                p[i] = (float) Math.exp(logits[i] - max);
                sum += p[i];
            }
            for (int i = 0; i < p.length; i++) {
                p[i] /= sum;
            }
            return p;
        }

        @Override
        double loss(float[] probabilities, float[] target) {
            double loss = 0;
            for (int i = 0; i < target.length; i++) {
                if (target[i] != 0) {
                    loss -= target[i] * Math.log(Math.max(probabilities[i], 1e-12));
                }
            }
            return loss;
        }
    },
    YES_OR_NO_EACH {
        @Override
        float[] probabilities(float[] logits) {
            var p = new float[logits.length];
            for (int i = 0; i < p.length; i++) {
                p[i] = (float) (1 / (1 + Math.exp(-logits[i])));
            }
            return p;
        }

        @Override
        double loss(float[] probabilities, float[] target) {
            double loss = 0;
            for (int i = 0; i < target.length; i++) {
                loss -= target[i] * Math.log(Math.max(probabilities[i], 1e-12))
                        + (1 - target[i]) * Math.log(Math.max(1 - probabilities[i], 1e-12));
            }
            return loss;
        }
    };

    abstract float[] probabilities(float[] logits);

    /** Cross-entropy; for both objectives its gradient by the logits is {@code probabilities - target}. */
    abstract double loss(float[] probabilities, float[] target);
}
