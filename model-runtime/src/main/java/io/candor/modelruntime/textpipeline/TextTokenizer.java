package io.candor.modelruntime.textpipeline;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A Hugging Face tokenizer that cuts off at the encoder's length and never asks the network for anything. */
final class TextTokenizer implements AutoCloseable {
    static {
        // Read by DJL when it loads its native library, which lies in the jar.
        System.setProperty("DJL_OFFLINE", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private final HuggingFaceTokenizer tokenizer;

    TextTokenizer(Path file, int maxLength) throws IOException {
        this.tokenizer = HuggingFaceTokenizer.builder()
                .optTokenizerPath(file)
                .optTruncation(true)
                .optMaxLength(maxLength)
                .optPadding(false)
                .build();
    }

    List<TokenizedText> tokenize(List<String> texts) {
        return Arrays.stream(tokenizer.batchEncode(texts))
                .map(encoding -> new TokenizedText(encoding.getIds(), encoding.getTypeIds()))
                .toList();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
