package io.candor.modelruntime.generation.llamacpp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** The weights and the vocabulary of a GGUF file, mapped into memory; usable from several threads. */
final class LlamaWeights implements AutoCloseable {
    private static final int LONGEST_PIECE = 256;

    private final LlamaLibrary library;
    private final MemorySegment model;
    private final MemorySegment vocabulary;
    private final int vocabularySize;

    private LlamaWeights(LlamaLibrary library, MemorySegment model) {
        this.library = library;
        this.model = model;
        this.vocabulary = library.vocabulary(model);
        this.vocabularySize = library.vocabularySize(vocabulary);
    }

    /**
     * Loads the file.
     *
     * @throws IOException with the reason why it cannot be used
     */
    static LlamaWeights load(LlamaLibrary library, Path file) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var parameters = library.modelDefaults(arena);
            NativeLog.takeError();
            var model = library.loadModel(arena.allocateFrom(file.toString()), parameters);
            if (model.equals(MemorySegment.NULL)) {
                var reason = NativeLog.takeError().replace(file.toString(), String.valueOf(file.getFileName()));
                throw new IOException("llama.cpp refuses the file: " + reason);
            }
            return new LlamaWeights(library, model);
        }
    }

    LlamaLibrary library() {
        return library;
    }

    MemorySegment model() {
        return model;
    }

    int vocabularySize() {
        return vocabularySize;
    }

    /** How many tokens the model was trained to read. */
    int trainedContext() {
        return library.trainedContext(model);
    }

    /** The model's own chat template; empty when the file has none. */
    String template() {
        var template = library.modelTemplate(model);
        return template.equals(MemorySegment.NULL)
                ? ""
                : template.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /**
     * The tokens of {@code text}.
     *
     * @param start whether the model's mark for the beginning of a text goes first, where it has one
     * @param marks whether the text of a mark, such as {@code <|im_end|>}, becomes the mark
     */
    int[] tokens(String text, boolean start, boolean marks) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        try (var arena = Arena.ofConfined()) {
            var input = arena.allocate(Math.max(1, bytes.length));
            MemorySegment.copy(bytes, 0, input, JAVA_BYTE, 0, bytes.length);
            var exact = input.asSlice(0, bytes.length);
            var output = arena.allocate(JAVA_INT, bytes.length + 2L);
            var count = library.tokenize(vocabulary, exact, output, start, marks);
            if (count < 0) {
                output = arena.allocate(JAVA_INT, -(long) count);
                count = library.tokenize(vocabulary, exact, output, start, marks);
            }
            return output.asSlice(0, (long) count * Integer.BYTES).toArray(JAVA_INT);
        }
    }

    /** The UTF-8 bytes that a token stands for, which may be part of a character; none for a mark. */
    byte[] piece(int token) {
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(LONGEST_PIECE);
            var length = library.piece(vocabulary, token, buffer);
            if (length < 0) {
                buffer = arena.allocate(-(long) length);
                length = library.piece(vocabulary, token, buffer);
            }
            return Arrays.copyOf(buffer.toArray(JAVA_BYTE), length);
        }
    }

    boolean isEndOfText(int token) {
        return library.isEndOfText(vocabulary, token);
    }

    @Override
    public void close() {
        library.freeModel(model);
    }
}
