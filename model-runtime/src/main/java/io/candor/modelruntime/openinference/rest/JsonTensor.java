package io.candor.modelruntime.openinference.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.MalformedTensorException;
import io.candor.modelruntime.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The member {@code data} of a tensor in JSON: flat, or nested as the shape is. */
final class JsonTensor {
    private static final int USUAL_DEPTH = 8;
    private static final int UNKNOWN = -1;

    private final String tensor;
    private final Datatype datatype;
    private final JsonElements elements;
    private int depth;
    private int deepest;
    private int depthOfValues = UNKNOWN;
    /** By depth, how much the array that is open there holds so far. */
    private int[] counts = new int[USUAL_DEPTH];
    /** By depth, how much each array holds there. */
    private int[] lengths = new int[USUAL_DEPTH];

    private JsonTensor(String tensor, Datatype datatype) {
        this.tensor = tensor;
        this.datatype = datatype;
        this.elements = new JsonElements(tensor, datatype);
    }

    /**
     * Reads the array that {@code parser} stands at.
     *
     * @throws MalformedTensorException when values are not of the datatype, or arrays of one depth differ in length
     */
    static JsonTensor read(String tensor, Datatype datatype, JsonParser parser) throws IOException {
        var data = new JsonTensor(tensor, datatype);
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            throw new MalformedTensorException(
                    tensor, JsonElements.came(parser) + " came as data, an array is expected");
        }
        data.open();
        while (data.depth > 0) {
            switch (parser.nextToken()) {
                case START_ARRAY -> data.open();
                case END_ARRAY -> data.close();
                default -> data.value(parser);
            }
        }
        return data;
    }

    /**
     * The tensor of {@code shape}.
     *
     * @throws MalformedTensorException when the data do not fill the shape
     */
    Tensor tensor(List<Long> shape) {
        var expected = Tensor.elements(tensor, shape);
        var nested = nesting();
        var empty = expected == 0 && elements.count() == 0;
        if (nested.size() > 1 && !nested.equals(shape) && !empty) {
            throw new MalformedTensorException(
                    tensor, "data nested as " + nested + " came, flat or nested as " + shape + " is expected");
        }
        if (elements.count() != expected) {
            throw new MalformedTensorException(
                    tensor, elements.count() + " values came, " + expected + " are expected for the shape " + shape);
        }
        return new Tensor(tensor, datatype, shape, elements.written());
    }

    private void open() {
        if (depthOfValues != UNKNOWN && depth >= depthOfValues) {
            throw new MalformedTensorException(here(), "an array came among values");
        }
        if (depth > 0) {
            counts[depth - 1]++;
        }
        if (depth == counts.length) {
            counts = Arrays.copyOf(counts, 2 * depth);
            lengths = Arrays.copyOf(lengths, 2 * depth);
        }
        counts[depth] = 0;
        if (depth == deepest) {
            lengths[depth] = UNKNOWN;
            deepest++;
        }
        depth++;
    }

    private void close() {
        depth--;
        if (lengths[depth] == UNKNOWN) {
            lengths[depth] = counts[depth];
        } else if (lengths[depth] != counts[depth]) {
            throw new MalformedTensorException(
                    path(depth), counts[depth] + " values came, " + lengths[depth] + " are expected as before");
        }
    }

    private void value(JsonParser parser) throws IOException {
        if (depthOfValues == UNKNOWN && depth == deepest) {
            depthOfValues = depth;
        }
        if (depth != depthOfValues) {
            throw new MalformedTensorException(here(), JsonElements.came(parser) + " came among arrays");
        }
        elements.read(parser);
        counts[depth - 1]++;
    }

    private List<Long> nesting() {
        var nested = new ArrayList<Long>(deepest);
        for (var level = 0; level < deepest; level++) {
            nested.add((long) lengths[level]);
        }
        return nested;
    }

    /** Where the next member of the innermost open array lies. */
    private String here() {
        return path(depth - 1) + "[" + counts[depth - 1] + "]";
    }

    /** Where the array that is open at {@code level} lies. */
    private String path(int level) {
        var path = new StringBuilder(tensor);
        for (var outer = 0; outer < level; outer++) {
            path.append('[').append(counts[outer] - 1).append(']');
        }
        return path.toString();
    }
}
