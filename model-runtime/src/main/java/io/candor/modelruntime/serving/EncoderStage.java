package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.ModelDefinition.TextEncoder;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.modelruntime.scheduler.Scheduler;
import io.candor.modelruntime.session.OnnxGraph;
import io.candor.modelruntime.textpipeline.EncoderGraph;
import io.candor.modelruntime.textpipeline.TextTokenizer;
import io.candor.modelruntime.textpipeline.TokenizedText;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An encoder with its queues: texts wait to be cut into tokens, and then to be encoded with others of like length. */
record EncoderStage(
        StoredModel stored,
        TextEncoder definition,
        TextTokenizer tokenizer,
        EncoderGraph encoder,
        Scheduler<String, TokenizedText> tokenizing,
        StageQueue<TokenizedText, float[]> encoding)
        implements AutoCloseable {

    /**
     * The vectors of texts.
     *
     * @param vectors one for each text, in order
     * @param tokens how many tokens were read in all
     */
    record Encoded(List<float[]> vectors, int tokens) {}

    private record Part(float[] vector, int tokens) {}

    OnnxGraph graph() {
        return encoder.graph();
    }

    /** One vector for each text. */
    CompletableFuture<Encoded> encode(List<String> texts, Caller caller) {
        var parts = texts.stream().map(text -> encode(text, caller)).toList();
        return Futures.map(Futures.all(parts), encoded -> {
            var tokens = encoded.stream().mapToInt(Part::tokens).sum();
            return new Encoded(encoded.stream().map(Part::vector).toList(), tokens);
        });
    }

    private CompletableFuture<Part> encode(String text, Caller caller) {
        var tokenized = tokenizing.submit(caller.submission(text, 1, text.length()));
        return Futures.then(
                tokenized,
                tokens -> Futures.map(
                        encoding.submit(tokens, 1, tokens.length(), caller),
                        vector -> new Part(vector, tokens.length())));
    }

    @Override
    public void close() {
        tokenizing.close();
        encoding.close();
        encoder.close();
        tokenizer.close();
    }
}
