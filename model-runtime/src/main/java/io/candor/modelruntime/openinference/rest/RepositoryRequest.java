package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to the repository, which may be empty (Triton's model repository extension).
 *
 * @param ready whether only models that are ready are asked for
 */
record RepositoryRequest(boolean ready, Map<String, Object> parameters) {

    static RepositoryRequest read(byte @Nullable [] body) throws IOException {
        var members = new Members();
        if (body != null && body.length > 0) {
            JsonRequestReader.readObject(body, body.length, members);
        }
        return new RepositoryRequest(members.ready, members.parameters);
    }

    private static final class Members implements JsonMembers.Member {
        private boolean ready;
        private Map<String, Object> parameters = Map.of();

        @Override
        public boolean read(String member, JsonParser parser) throws IOException {
            switch (member) {
                case "ready" -> ready = JsonMembers.bool("ready", parser);
                case "parameters" -> parameters = JsonMembers.parameters("parameters", parser);
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
