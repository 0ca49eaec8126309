package io.candor.modelruntime.textpipeline;

/** A text as the encoder reads it, without padding. */
record TokenizedText(long[] ids, long[] typeIds) {
    int length() {
        return ids.length;
    }
}
