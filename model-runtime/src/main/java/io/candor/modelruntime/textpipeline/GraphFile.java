package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.session.GraphSettings;
import io.candor.modelruntime.session.OnnxFailureException;
import io.candor.modelruntime.session.OnnxGraph;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.modelruntime.tensor.Datatype;
import io.candor.modelruntime.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.List;

/** Opens a model's graph and holds it against its description. */
final class GraphFile {
    private GraphFile() {}

    static OnnxGraph open(Path folder, OnnxRuntime runtime, GraphSettings settings) throws MalformedModelException {
        try {
            return runtime.open(folder.resolve("model.onnx"), settings);
        } catch (OnnxFailureException e) {
            throw new MalformedModelException(String.valueOf(e.getMessage()));
        }
    }

    /** Refuses a graph that lacks {@code output} or gives it another shape; -1 stands for any length, on either side. */
    static void requireOutput(OnnxGraph graph, String output, List<Long> expected) throws MalformedModelException {
        var found = graph.outputs().stream()
                .filter(spec -> spec.name().equals(output))
                .findFirst()
                .orElseThrow(() -> new MalformedModelException(
                        "model.onnx gives no output " + output + ", but model.yaml says " + expected));
        if (!agree(found, expected)) {
            throw new MalformedModelException("model.onnx gives " + output + " the shape " + found.shape() + " of "
                    + found.datatype() + ", but model.yaml says " + expected + " of FP32");
        }
    }

    /** Which output of the graph has the shape {@code expected}; -1 stands for any length, on either side. */
    static int findOutput(OnnxGraph graph, List<Long> expected) throws MalformedModelException {
        var fitting = graph.outputs().stream()
                .filter(output -> agree(output, expected))
                .toList();
        if (fitting.size() != 1) {
            throw new MalformedModelException("model.onnx has the outputs " + graph.outputs()
                    + ", but model.yaml demands one of the shape " + expected);
        }
        return graph.outputs().indexOf(fitting.getFirst());
    }

    private static boolean agree(TensorSpec actual, List<Long> expected) {
        if (actual.datatype() != Datatype.FP32 || actual.shape().size() != expected.size()) {
            return false;
        }
        for (var i = 0; i < expected.size(); i++) {
            long there = actual.shape().get(i);
            long here = expected.get(i);
            if (there >= 0 && here >= 0 && there != here) {
                return false;
            }
        }
        return true;
    }
}
