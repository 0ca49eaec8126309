package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.MalformedTensorException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one input; its data at once where name and datatype stand before them, which is what clients write. */
final class JsonInputReader {
    private final String path;
    private @Nullable String name;
    private @Nullable String datatype;
    private @Nullable List<Long> shape;
    private Map<String, Object> parameters = Map.of();
    private @Nullable JsonTensor data;
    private @Nullable TokenBuffer kept;

    private JsonInputReader(String path) {
        this.path = path;
    }

    static JsonInput read(String path, JsonParser parser) throws IOException {
        var reader = new JsonInputReader(path);
        JsonMembers.object(path, parser, reader::member);
        return reader.input();
    }

    private boolean member(String member, JsonParser parser) throws IOException {
        switch (member) {
            case "name" -> name = JsonMembers.text(path + ".name", parser);
            case "datatype" -> datatype = JsonMembers.text(path + ".datatype", parser);
            case "shape" -> shape = JsonMembers.shape(path + ".shape", parser);
            case "parameters" -> parameters = JsonMembers.parameters(path + ".parameters", parser);
            case "data" -> data(parser);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void data(JsonParser parser) throws IOException {
        if (name != null && datatype != null) {
            data = JsonTensor.read(name, known(name, datatype), parser);
        } else {
            kept = new TokenBuffer(parser);
            kept.copyCurrentStructure(parser);
        }
    }

    private JsonInput input() throws IOException {
        var named = JsonMembers.require(path + ".name", name);
        var type = known(named, JsonMembers.require(path + ".datatype", datatype));
        if (kept != null) {
            try (var again = kept.asParserOnFirstToken()) {
                data = JsonTensor.read(named, type, again);
            }
        }
        return new JsonInput(named, type, JsonMembers.require(path + ".shape", shape), parameters, data);
    }

    private static Datatype known(String name, String datatype) {
        return Datatype.find(datatype)
                .orElseThrow(() -> new MalformedTensorException(
                        name,
                        "datatype " + datatype + " came, one of " + Arrays.toString(Datatype.values())
                                + " is expected"));
    }
}
