package io.candor.modelruntime.openai;

import io.candor.modelruntime.generation.ChatModel;
import io.candor.modelruntime.generation.ChatModels;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Lists what can be asked: the encoders and the chat models. */
@Singleton
class ModelListService {
    private static final String OWNER = "candor";

    private final Encoders encoders;
    private final ChatModels chats;
    private final Instant started;

    ModelListService(Encoders encoders, ChatModels chats, Clock clock) {
        this.encoders = encoders;
        this.chats = chats;
        this.started = clock.instant();
    }

    /** Every model in order of name, chat models without weights included. */
    List<ModelEntry> all() {
        return Stream.concat(
                        encoders.names().stream().map(this::entry),
                        chats.all().stream().map(ModelListService::entry))
                .sorted(Comparator.comparing(ModelEntry::id))
                .toList();
    }

    /**
     * The model {@code name}.
     *
     * @throws io.candor.platform.web.ProblemException 404 {@code model-not-found}
     */
    ModelEntry get(String name) {
        return encoders.has(name) ? entry(name) : entry(chats.get(name));
    }

    /** When an encoder was made is told by nobody: it is here since the service started. */
    private ModelEntry entry(String encoder) {
        return ModelEntry.of(encoder, started.getEpochSecond(), OWNER, "embeddings");
    }

    private static ModelEntry entry(ChatModel model) {
        return ModelEntry.of(model.name(), model.created().getEpochSecond(), model.ownedBy(), "chat");
    }
}
