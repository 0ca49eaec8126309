package io.candor.modelruntime.modelrepository;

/** Which token vectors make the text vector: their mean, or the first one. */
public enum Pooling {
    MEAN,
    CLS
}
