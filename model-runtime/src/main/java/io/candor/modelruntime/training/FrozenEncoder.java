package io.candor.modelruntime.training;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.StoredModels;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.modelruntime.textpipeline.TextEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The encoder that serving uses, applied to whole data sets: a head is trained on the very vectors it will meet. */
final class FrozenEncoder implements AutoCloseable {
    private final TextEncoder encoder;

    private FrozenEncoder(TextEncoder encoder) {
        this.encoder = encoder;
    }

    static FrozenEncoder open(String name, Path repository) throws IOException {
        var store = StoredModels.read(repository);
        for (var model : store.models()) {
            if (model.definition() instanceof ModelDefinition.TextEncoder definition
                    && model.id().name().equals(name)) {
                try {
                    return new FrozenEncoder(TextEncoder.open(definition, model.folder(), new OnnxRuntime(1)));
                } catch (MalformedModelException e) {
                    throw new IOException("The encoder " + name + " cannot be opened", e);
                }
            }
        }
        throw new IOException("There is no encoder " + name + " in " + repository
                + "; build model-runtime first, which unpacks it. Unavailable: " + store.unavailable());
    }

    /** One vector per text, in order, each made alone. */
    float[][] embed(List<String> texts) {
        return IntStream.range(0, texts.size())
                .parallel()
                .mapToObj(i -> encoder.encode(List.of(texts.get(i)))[0])
                .toArray(float[][]::new);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
