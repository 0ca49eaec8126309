package io.candor.modelruntime.session.onnxfile;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.candor.modelruntime.session.onnxfile.ElementType.Values;
import io.candor.modelruntime.session.onnxfile.ModelOutline.Function;
import io.candor.modelruntime.session.onnxfile.ModelOutline.Graph;
import io.candor.modelruntime.session.onnxfile.ModelOutline.Node;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Reads the outline of an ONNX file, field by field as protobuf's wire format has them. */
final class OnnxReader {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_NODES = 200_000;
    private static final int MAX_TENSORS = 200_000;
    private static final int MAX_FUNCTIONS = 10_000;
    private static final int RAW_KEPT = TensorOutline.KEPT * Long.BYTES;

    private final WireReader in;
    private final ModelOutline model = new ModelOutline();
    private int depth;

    private OnnxReader(WireReader in) {
        this.in = in;
    }

    /**
     * The outline of {@code file}.
     *
     * @throws MalformedOnnxException when it is no ONNX model
     * @throws IOException when it cannot be read
     */
    static ModelOutline read(Path file) throws IOException, MalformedOnnxException {
        var size = Files.size(file);
        if (size == 0 || size > Integer.MAX_VALUE) {
            throw new MalformedOnnxException("It has " + size + " bytes; a model has 1 to " + Integer.MAX_VALUE);
        }
        try (var stream = new FileInputStream(file.toFile())) {
            var reader = new OnnxReader(new WireReader(CodedInputStream.newInstance(stream), (int) size));
            reader.model();
            return reader.model;
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedOnnxException("It is no protobuf, or was cut off: " + e.getMessage());
        }
    }

    private void model() throws IOException, MalformedOnnxException {
        in.fields((number, tag) -> {
            switch (number) {
                case 1 -> model.irVersion = in.number(tag);
                case 7 -> {
                    if (model.hasGraph) {
                        throw new MalformedOnnxException("It has two graphs");
                    }
                    model.hasGraph = true;
                    graph(tag, model.graph);
                }
                case 8 -> operatorSet(tag);
                case 25 -> function(tag);
                default -> in.skip(tag);
            }
        });
        if (!model.hasGraph) {
            throw new MalformedOnnxException("It has no graph");
        }
    }

    private void operatorSet(int tag) throws IOException, MalformedOnnxException {
        var domain = new String[] {""};
        var version = new long[1];
        in.message(tag, (number, inner) -> {
            switch (number) {
                case 1 -> domain[0] = in.text(inner);
                case 2 -> version[0] = in.number(inner);
                default -> in.skip(inner);
            }
        });
        if (model.operatorSets.putIfAbsent(domain[0], version[0]) != null) {
            throw new MalformedOnnxException("It imports the operators of " + domain[0] + " twice");
        }
    }

    private void function(int tag) throws IOException, MalformedOnnxException {
        var function = new Function();
        in.message(tag, (number, inner) -> {
            switch (number) {
                case 1 -> function.name = in.text(inner);
                case 7 -> node(inner, function.body);
                case 10 -> function.domain = in.text(inner);
                default -> in.skip(inner);
            }
        });
        model.functions.add(function);
        WireReader.requireAtMost(MAX_FUNCTIONS, model.functions.size(), "functions");
    }

    private void graph(int from, Graph graph) throws IOException, MalformedOnnxException {
        if (++depth > MAX_DEPTH) {
            throw new MalformedOnnxException("Its graphs are nested deeper than " + MAX_DEPTH);
        }
        in.message(from, (number, tag) -> {
            switch (number) {
                case 1 -> node(tag, graph);
                case 5 -> {
                    var tensor = tensor(tag);
                    graph.initializers.put(tensor.name, tensor);
                }
                case 15 -> sparse(tag);
                default -> in.skip(tag);
            }
        });
        depth--;
    }

    private void node(int tag, Graph graph) throws IOException, MalformedOnnxException {
        WireReader.requireAtMost(MAX_NODES, ++model.nodes, "nodes");
        var node = new Node();
        in.message(tag, (number, inner) -> {
            switch (number) {
                case 1 -> node.inputs.add(in.text(inner));
                case 2 -> node.outputs.add(in.text(inner));
                case 4 -> node.operator = in.text(inner);
                case 5 -> attribute(inner, node);
                case 7 -> node.domain = in.text(inner);
                default -> in.skip(inner);
            }
        });
        graph.nodes.add(node);
    }

    private void attribute(int tag, Node node) throws IOException, MalformedOnnxException {
        var name = new String[] {""};
        var numbers = new TensorOutline.Growing();
        var tensors = new java.util.ArrayList<TensorOutline>();
        var seen = new HashSet<Integer>();
        in.message(tag, (number, inner) -> {
            switch (number) {
                case 1 -> name[0] = in.text(inner);
                case 3 -> numbers.add(in.number(inner));
                case 8 -> in.numbers(inner, numbers);
                case 5, 10 -> {
                    requireOnce(number == 5, number, seen);
                    tensors.add(tensor(inner));
                }
                case 6, 11 -> {
                    requireOnce(number == 6, number, seen);
                    var graph = new Graph();
                    graph(inner, graph);
                    node.graphs.add(graph);
                }
                case 22, 23 -> sparse(inner);
                default -> in.skip(inner);
            }
        });
        node.numbers.put(name[0], numbers);
        if (!tensors.isEmpty()) {
            node.tensors.put(name[0], tensors.getFirst());
        }
    }

    private static void requireOnce(boolean once, int number, Set<Integer> seen) throws MalformedOnnxException {
        if (once && !seen.add(number)) {
            throw new MalformedOnnxException("An attribute holds two values");
        }
    }

    private void sparse(int tag) throws IOException, MalformedOnnxException {
        var shape = new TensorOutline();
        in.message(tag, (number, inner) -> {
            switch (number) {
                case 1 -> {
                    var values = tensor(inner);
                    shape.name = values.name;
                    shape.dataType = values.dataType;
                }
                case 2 -> tensor(inner);
                case 3 -> in.numbers(inner, shape.dims);
                default -> in.skip(inner);
            }
        });
        model.sparse.add(shape);
    }

    private TensorOutline tensor(int tag) throws IOException, MalformedOnnxException {
        var tensor = new TensorOutline();
        in.message(tag, (number, inner) -> tensorField(tensor, number, inner));
        model.tensors.add(tensor);
        WireReader.requireAtMost(MAX_TENSORS, model.tensors.size(), "tensors");
        return tensor;
    }

    private void tensorField(TensorOutline tensor, int number, int tag) throws IOException, MalformedOnnxException {
        switch (number) {
            case 1 -> in.numbers(tag, tensor.dims);
            case 2 -> tensor.dataType = (int) in.number(tag);
            case 3 -> {
                tensor.segment = true;
                in.skip(tag);
            }
            case 4 -> tensor.count(Values.FLOAT, in.fixed(tag, Float.BYTES));
            case 5 -> tensor.count(Values.INT32, in.numbers(tag, tensor.integers));
            case 6 -> {
                tensor.count(Values.STRING, 1);
                in.skip(tag);
            }
            case 7 -> tensor.count(Values.INT64, in.numbers(tag, tensor.integers));
            case 8 -> tensor.name = in.text(tag);
            case 9 -> raw(tag, tensor);
            case 10 -> tensor.count(Values.DOUBLE, in.fixed(tag, Double.BYTES));
            case 11 -> tensor.count(Values.UINT64, in.numbers(tag, new TensorOutline.Growing()));
            case 13 -> location(tag, tensor);
            case 14 -> tensor.external = in.number(tag) != 0;
            default -> in.skip(tag);
        }
    }

    private void raw(int tag, TensorOutline tensor) throws IOException, MalformedOnnxException {
        if (tensor.rawBytes >= 0) {
            throw new MalformedOnnxException(tensor.described() + " has its data twice");
        }
        tensor.raw = in.bytes(tag, RAW_KEPT, length -> tensor.rawBytes = length);
    }

    private void location(int tag, TensorOutline tensor) throws IOException, MalformedOnnxException {
        var entry = new String[] {"", ""};
        in.message(tag, (number, inner) -> {
            switch (number) {
                case 1 -> entry[0] = in.text(inner);
                case 2 -> entry[1] = in.text(inner);
                default -> in.skip(inner);
            }
        });
        if (tensor.location.putIfAbsent(entry[0], entry[1]) != null) {
            throw new MalformedOnnxException(tensor.described() + " tells the " + entry[0] + " of its data twice");
        }
    }
}
