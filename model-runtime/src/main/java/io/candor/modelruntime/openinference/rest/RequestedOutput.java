package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An output that a request asks for. */
record RequestedOutput(String name, Map<String, Object> parameters) {

    static RequestedOutput read(String path, JsonParser parser) throws IOException {
        var members = new Members(path);
        JsonMembers.object(path, parser, members);
        return new RequestedOutput(JsonMembers.require(path + ".name", members.name), members.parameters);
    }

    private static final class Members implements JsonMembers.Member {
        private final String path;
        private @Nullable String name;
        private Map<String, Object> parameters = Map.of();

        Members(String path) {
            this.path = path;
        }

        @Override
        public boolean read(String member, JsonParser parser) throws IOException {
            switch (member) {
                case "name" -> name = JsonMembers.text(path + ".name", parser);
                case "parameters" -> parameters = JsonMembers.parameters(path + ".parameters", parser);
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
