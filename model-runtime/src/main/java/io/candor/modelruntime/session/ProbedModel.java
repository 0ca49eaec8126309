package io.candor.modelruntime.session;

import io.candor.modelruntime.session.onnxfile.MalformedOnnxException;
import io.candor.modelruntime.session.onnxfile.OnnxFileCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** The process in which {@link ModelProbe} tries a file; tells its end in one line. */
final class ProbedModel {
    static final String TOOK = "candor-probe took ";
    static final String REFUSED = "candor-probe refused ";

    private static final long MAX_INPUT = 1L << 28;

    private ProbedModel() {}

    /** Tries the file that is the only argument. */
    public static void main(String[] arguments) {
        var file = Path.of(arguments[0]);
        try {
            OnnxFileCheck.check(file);
            var before = ProcessMemory.resident();
            try (var graph = new OnnxRuntime(1).open(file, GraphSettings.cpu(1))) {
                runOnZeros(graph);
                say(TOOK + Math.max(graph.memory(), ProcessMemory.peak() - before));
            }
        } catch (MalformedOnnxException | OnnxFailureException e) {
            say(REFUSED + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        } catch (OutOfMemoryError e) {
            say(REFUSED + "It takes more memory than is allowed");
        }
    }

    /** A model need not take zeros or ones for its dimensions, so that only harm counts here, not a refusal to run. */
    private static void runOnZeros(OnnxGraph graph) {
        try (var bound = graph.bind(1).getFirst()) {
            for (var i = 0; i < graph.inputPorts().size(); i++) {
                var port = graph.inputPorts().get(i);
                var shape = Arrays.stream(port.shape())
                        .map(dimension -> dimension < 0 ? 1 : dimension)
                        .toArray();
                if (TensorSlot.elements(shape) > MAX_INPUT) {
                    throw new OnnxFailureException("Input " + port.spec().name() + " is larger than can be served");
                }
                if (port.isBytes()) {
                    bound.emptyStrings(i, shape);
                } else {
                    bound.input(i, shape).fill((byte) 0);
                }
            }
            var wanted = new boolean[graph.outputPorts().size()];
            Arrays.fill(wanted, true);
            bound.run(wanted);
        } catch (OnnxFailureException e) {
            if (String.valueOf(e.getMessage()).contains("alloc")) {
                throw e;
            }
        }
    }

    private static void say(String line) {
        System.out.writeBytes(("\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
