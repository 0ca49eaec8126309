package io.candor.modelruntime.generation;

import java.time.Instant;

/**
 * A model that generates text.
 *
 * @param version a positive number
 * @param sha256 hex digest over its description and the files that it lists
 * @param ownedBy who made it
 * @param contextLength the most tokens that prompt and answer may have together
 * @param created when its description was written
 * @param engine what runs it
 */
public record ChatModel(
        String name,
        String version,
        String sha256,
        String ownedBy,
        int contextLength,
        Instant created,
        ChatEngine engine) {}
