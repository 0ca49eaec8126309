package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.session.LongTensor;
import java.util.Arrays;
import java.util.List;

/** Texts padded to the length of the longest, as the encoder's input tensors; {@code lengths} tells what is not padding. */
record TokenBatch(LongTensor ids, LongTensor mask, LongTensor typeIds, int[] lengths) {

    static TokenBatch of(List<TokenizedText> texts) {
        var lengths = texts.stream().mapToInt(TokenizedText::length).toArray();
        var width = Arrays.stream(lengths).max().orElseThrow();
        var shape = List.of((long) texts.size(), (long) width);
        var ids = new long[texts.size() * width];
        var mask = new long[ids.length];
        var typeIds = new long[ids.length];
        for (var row = 0; row < lengths.length; row++) {
            System.arraycopy(texts.get(row).ids(), 0, ids, row * width, lengths[row]);
            System.arraycopy(texts.get(row).typeIds(), 0, typeIds, row * width, lengths[row]);
            Arrays.fill(mask, row * width, row * width + lengths[row], 1);
        }
        return new TokenBatch(
                new LongTensor(shape, ids), new LongTensor(shape, mask), new LongTensor(shape, typeIds), lengths);
    }

    /** The tensor for the graph's input {@code name}. */
    LongTensor input(String name) {
        return switch (name) {
            case "input_ids" -> ids;
            case "attention_mask" -> mask;
            case "token_type_ids" -> typeIds;
            default -> throw new IllegalArgumentException("inputs: no tokenizer gives " + name);
        };
    }
}
