package io.candor.modelruntime.serving;

import io.candor.modelruntime.metrics.ModelRecording;
import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.modelrepository.StoredModel;
import java.util.List;

/**
 * A model version that answers.
 *
 * @param parts what it is made of: itself and the encoder and heads that it uses
 * @param memory what its own files took when they were loaded, in bytes
 */
record LoadedModel(ModelId id, List<StoredModel> parts, ServedModel served, ModelRecording recording, long memory)
        implements AutoCloseable {
    LoadedModel {
        parts = List.copyOf(parts);
    }

    @Override
    public void close() {
        served.close();
        recording.close();
    }
}
