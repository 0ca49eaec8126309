package io.candor.modelruntime.textpipeline;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.session.OnnxFailureException;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.modelruntime.session.OnnxSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens a model's graph and holds it against its description. */
final class OnnxFiles {
    private OnnxFiles() {}

    static OnnxSession open(Path folder, OnnxRuntime runtime) throws MalformedModelException {
        try {
            return runtime.open(folder.resolve("model.onnx"));
        } catch (OnnxFailureException e) {
            throw new MalformedModelException(String.valueOf(e.getMessage()));
        }
    }

    /** Refuses a graph that lacks {@code output} or gives it another shape; -1 stands for any length, on either side. */
    static void requireOutput(OnnxSession session, String output, List<Long> expected) throws MalformedModelException {
        var actual = session.outputs().get(output);
        if (!agree(actual, expected)) {
            throw new MalformedModelException("model.onnx gives "
                    + (actual == null ? "no output " + output : output + " the shape " + actual)
                    + ", but model.yaml says " + expected);
        }
    }

    /** The one output of the graph that has the shape {@code expected}; -1 stands for any length, on either side. */
    static String findOutput(OnnxSession session, List<Long> expected) throws MalformedModelException {
        var fitting = session.outputs().entrySet().stream()
                .filter(output -> agree(output.getValue(), expected))
                .map(Map.Entry::getKey)
                .toList();
        if (fitting.size() != 1) {
            throw new MalformedModelException("model.onnx has the outputs " + session.outputs()
                    + ", but model.yaml demands one of the shape " + expected);
        }
        return fitting.getFirst();
    }

    private static boolean agree(@Nullable List<Long> actual, List<Long> expected) {
        if (actual == null || actual.size() != expected.size()) {
            return false;
        }
        for (var i = 0; i < expected.size(); i++) {
            long there = actual.get(i);
            long here = expected.get(i);
            if (there >= 0 && here >= 0 && there != here) {
                return false;
            }
        }
        return true;
    }
}
