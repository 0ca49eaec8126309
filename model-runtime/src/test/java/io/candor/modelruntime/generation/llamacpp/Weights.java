package io.candor.modelruntime.generation.llamacpp;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.candor.modelruntime.generation.FileDigest;
import java.io.IOException;
import java.nio.file.Path;

/** The weights of SmolLM2 where this machine has them: the build needs none. */
final class Weights {
    private static final String PULLED = ".candor/models/smollm2-135m/1/model.gguf";

    private Weights() {}

    static Path require() {
        var given = System.getenv("CANDOR_GGUF");
        var file = given == null ? Path.of("..").resolve(PULLED) : Path.of(given);
        assumeThat(file).as("weights; run ./candor models pull smollm2-135m").isRegularFile();
        return file;
    }

    static LlamaSettings settings(int slots) throws IOException {
        var file = require();
        return new LlamaSettings(
                "smollm2-135m", file, FileDigest.sha256(file), 2048, slots, LlamaSettings.usualThreads(), 8, "", "");
    }
}
