package io.candor.modelruntime.training;

import java.util.List;

/** How a frozen encoder turns text into a vector; the serving pipeline reads the same facts from its model.yaml. */
record EncoderDefinition(
        String name, Pooling pooling, boolean normalize, int maxLength, int dimension, List<String> inputs) {

    static final EncoderDefinition MINILM = new EncoderDefinition(
            "minilm-l6-v2", Pooling.MEAN, true, 256, 384, List.of("input_ids", "attention_mask", "token_type_ids"));
    static final EncoderDefinition BGE_SMALL_ZH = new EncoderDefinition(
            "bge-small-zh-v1.5", Pooling.CLS, true, 512, 512, List.of("input_ids", "attention_mask", "token_type_ids"));

    /** Which token vectors make the text vector. */
    enum Pooling {
        MEAN,
        CLS
    }
}
