package io.candor.modelruntime.training;

/**
 * What decides a training run apart from the data.
 *
 * @param hidden width of the hidden layer; 0 trains a linear model
 * @param dropout share of hidden units left out of each step
 * @param labelSmoothing share of each target's weight spread over all classes
 * @param patience epochs without a better validation loss before training stops
 * @param members networks with consecutive seeds whose mean is the result
 */
record TrainingSettings(
        int hidden,
        float dropout,
        float labelSmoothing,
        int epochs,
        int patience,
        int batchSize,
        float learningRate,
        float weightDecay,
        int members,
        long seed) {

    TrainingSettings withSeed(long other) {
        return new TrainingSettings(
                hidden,
                dropout,
                labelSmoothing,
                epochs,
                patience,
                batchSize,
                learningRate,
                weightDecay,
                members,
                other);
    }
}
