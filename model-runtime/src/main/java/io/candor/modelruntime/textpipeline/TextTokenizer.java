package io.candor.modelruntime.textpipeline;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.candor.modelruntime.modelrepository.MalformedModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A Hugging Face tokenizer that cuts off at the encoder's length and never asks the network for anything. Safe for use by
 * several threads.
 */
public final class TextTokenizer implements AutoCloseable {
    static {
        // Read by DJL when it loads its native library, which lies in the jar.
        System.setProperty("DJL_OFFLINE", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private final HuggingFaceTokenizer tokenizer;

    private TextTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Opens a {@code tokenizer.json}.
     *
     * @param maxLength how many tokens of a text are read
     * @throws MalformedModelException when it cannot be read
     */
    public static TextTokenizer open(Path file, int maxLength) throws MalformedModelException {
        try {
            return new TextTokenizer(HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optTruncation(true)
                    .optMaxLength(maxLength)
                    .optPadding(false)
                    .build());
        } catch (IOException | RuntimeException e) {
            throw new MalformedModelException("tokenizer.json cannot be read: " + e.getMessage());
        }
    }

    /** The tokens of each text, in order. */
    public List<TokenizedText> tokenize(List<String> texts) {
        return texts.stream().map(this::tokenize).toList();
    }

    private TokenizedText tokenize(String text) {
        var encoding = tokenizer.encode(text);
        return new TokenizedText(encoding.getIds(), encoding.getTypeIds());
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
