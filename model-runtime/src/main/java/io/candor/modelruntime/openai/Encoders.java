package io.candor.modelruntime.openai;

import io.candor.modelruntime.serving.IndexEntry;
import io.candor.modelruntime.serving.InferenceRequest;
import io.candor.modelruntime.serving.InvalidInputException;
import io.candor.modelruntime.serving.ModelMetadata;
import io.candor.modelruntime.serving.ModelService;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.Tensor;
import io.candor.platform.web.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The served models that turn a text into one vector. */
@Singleton
class Encoders {
    private static final String INPUT = "text";
    private static final Pattern BLAMED = Pattern.compile("text\\[([0-9]{1,9})]");
    private static final int BATCH = 64;

    private final ModelService models;

    Encoders(ModelService models) {
        this.models = models;
    }

    /** The names of those that are ready and that the caller may see. */
    List<String> names() {
        return models.index(true).stream()
                .map(IndexEntry::name)
                .distinct()
                .filter(this::isEncoder)
                .toList();
    }

    /** Whether there is one called {@code name}. */
    boolean has(String name) {
        return models.index(true).stream().anyMatch(entry -> entry.name().equals(name)) && isEncoder(name);
    }

    /** A model that was unloaded just now is none. */
    private boolean isEncoder(String name) {
        try {
            return isEncoder(models.metadata(name, null));
        } catch (ProblemException e) {
            return false;
        }
    }

    private static boolean isEncoder(ModelMetadata metadata) {
        if (metadata.inputs().size() != 1 || metadata.outputs().size() != 1) {
            return false;
        }
        var input = metadata.inputs().getFirst();
        var output = metadata.outputs().getFirst();
        return input.name().equals(INPUT)
                && input.datatype() == Datatype.BYTES
                && output.datatype() == Datatype.FP32
                && output.shape().size() == 2
                && output.shape().getLast() > 0
                && !metadata.properties().containsKey("labels." + output.name());
    }

    /**
     * The length of the vectors of {@code model}.
     *
     * @throws ProblemException 404 or 503, or 400 when the model makes no vectors
     */
    int dimensions(String model) {
        var metadata = models.metadata(model, null);
        if (!isEncoder(metadata)) {
            throw ProblemException.invalid(
                    "model", model + " makes no embeddings; GET /v1/models tells which models do");
        }
        return metadata.outputs().getFirst().shape().getLast().intValue();
    }

    /**
     * Embeds {@code texts}, all by the same version of {@code model}, a batch at a time.
     *
     * @throws ProblemException as {@link ModelService#infer}, naming {@code input}
     */
    Vectors embed(String model, List<String> texts) {
        var vectors = Vectors.empty();
        for (var start = 0; start < texts.size(); start += BATCH) {
            var batch = texts.subList(start, Math.min(texts.size(), start + BATCH));
            vectors = vectors.and(ask(model, vectors.version(), batch, start));
        }
        return vectors;
    }

    private Vectors ask(String model, @Nullable String version, List<String> batch, int start) {
        var input = Tensor.ofTexts(INPUT, List.of((long) batch.size()), batch);
        try {
            return Vectors.of(
                    models.ask(new InferenceRequest(model, version, "", Map.of(), List.of(input), List.of())));
        } catch (InvalidInputException e) {
            throw blamingInput(e, start);
        }
    }

    private static ProblemException blamingInput(InvalidInputException refusal, int start) {
        var error = refusal.errors().getFirst();
        var blamed = BLAMED.matcher(error.field());
        return blamed.matches()
                ? ProblemException.invalid("input[" + (start + Integer.parseInt(blamed.group(1))) + "]", error.detail())
                : refusal;
    }
}
