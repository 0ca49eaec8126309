package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.candor.platform.web.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of an inference request in one pass, its tensors straight into their raw form. */
final class JsonRequestReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .build();
    private static final int CHUNK = 8_192;

    private final List<JsonInput> inputs = new ArrayList<>();
    private final List<RequestedOutput> outputs = new ArrayList<>();
    private Map<String, Object> parameters = Map.of();
    private @Nullable String id;
    private boolean hasInputs;

    private JsonRequestReader() {}

    /**
     * Reads the first {@code length} bytes of {@code body}.
     *
     * @throws ProblemException 400 that names the member
     * @throws io.candor.modelruntime.tensor.MalformedTensorException that names the tensor
     * @throws IOException when it is no JSON
     */
    static JsonRequest read(byte[] body, int length) throws IOException {
        var reader = new JsonRequestReader();
        readObject(body, length, reader::member);
        return reader.request();
    }

    /** Reads the object that the first {@code length} bytes of {@code body} are, and nothing beside it. */
    static void readObject(byte[] body, int length, JsonMembers.Member member) throws IOException {
        requireUtf8(body, length);
        try (var parser = FACTORY.createParser(body, 0, length)) {
            if (parser.nextToken() == null) {
                throw ProblemException.invalid("body", "is required");
            }
            JsonMembers.object("body", parser, member);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "More follows after the object");
            }
        }
    }

    private boolean member(String member, JsonParser parser) throws IOException {
        switch (member) {
            case "id" -> id = JsonMembers.text("id", parser);
            case "parameters" -> parameters = JsonMembers.parameters("parameters", parser);
            case "inputs" -> {
                hasInputs = true;
                JsonMembers.array("inputs", parser, (path, each) -> inputs.add(JsonInputReader.read(path, each)));
            }
            case "outputs" ->
                JsonMembers.array("outputs", parser, (path, each) -> outputs.add(RequestedOutput.read(path, each)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private JsonRequest request() {
        if (!hasInputs) {
            throw ProblemException.invalid("inputs", "is required");
        }
        return new JsonRequest(id, parameters, inputs, outputs);
    }

    /** Jackson lets through overlong forms and surrogates (RFC 8259 section 8.1 does not). */
    private static void requireUtf8(byte[] body, int length) {
        var bytes = ByteBuffer.wrap(body, 0, length);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var discarded = CharBuffer.allocate(CHUNK);
        while (true) {
            var result = decoder.decode(bytes, discarded.clear(), true);
            if (result.isError()) {
                throw ProblemException.invalid("body", "is not UTF-8 at byte " + bytes.position());
            }
            if (result.isUnderflow()) {
                return;
            }
        }
    }
}
