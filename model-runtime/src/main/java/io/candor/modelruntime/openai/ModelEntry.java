package io.candor.modelruntime.openai;

import io.micronaut.core.annotation.Introspected;
import java.util.List;

/**
 * A model that can be asked (OpenAI API reference, "The model object").
 *
 * @param created seconds since 1970
 * @param capabilities {@code embeddings} or {@code chat}
 */
@Introspected
record ModelEntry(String id, String object, long created, String ownedBy, List<String> capabilities) {
    static ModelEntry of(String id, long created, String ownedBy, String capability) {
        return new ModelEntry(id, "model", created, ownedBy, List.of(capability));
    }
}
