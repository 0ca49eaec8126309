package io.candor.modelruntime.textpipeline;

/**
 * A text as the encoder reads it, without padding.
 *
 * @param ids the token ids
 * @param typeIds the token type ids, as many
 */
public record TokenizedText(long[] ids, long[] typeIds) {
    /** How many tokens it has. */
    public int length() {
        return ids.length;
    }
}
