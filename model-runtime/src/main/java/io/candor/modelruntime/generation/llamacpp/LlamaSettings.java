package io.candor.modelruntime.generation.llamacpp;

import java.nio.file.Path;

/**
 * How GGUF weights are run.
 *
 * @param model the model's name, for messages
 * @param file the weights; they need not be there yet
 * @param sha256 the digest that the file must have
 * @param contextLength the most tokens of prompt and answer together
 * @param slots how many conversations run at a time, each in memory of its own
 * @param threads threads of one computation; of all slots and models one computes at a time
 * @param waiting how many callers may wait for a slot
 * @param chatTemplate llama.cpp's name of a chat template; empty for the file's own
 * @param systemPrompt what the model is told first where a conversation does not; empty for nothing
 */
public record LlamaSettings(
        String model,
        Path file,
        String sha256,
        int contextLength,
        int slots,
        int threads,
        int waiting,
        String chatTemplate,
        String systemPrompt) {
    /**
     * Half of the cores: the other half is left to the ONNX sessions. Slots compute in turn, so their number does not
     * matter.
     */
    public static int usualThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
