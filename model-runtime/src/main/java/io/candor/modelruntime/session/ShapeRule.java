package io.candor.modelruntime.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells an output's shape from the shapes of the inputs, where the graph's declaration lets it. */
final class ShapeRule {
    private final long[] declared;
    private final int[] input;
    private final int[] dimension;

    private ShapeRule(long[] declared, int[] input, int[] dimension) {
        this.declared = declared;
        this.input = input;
        this.dimension = dimension;
    }

    /** Null when some dimension of {@code output} bears no name that an input's dimension bears. */
    static @Nullable ShapeRule of(GraphPort output, List<GraphPort> inputs) {
        var declared = output.shape();
        var input = new int[declared.length];
        var dimension = new int[declared.length];
        for (var i = 0; i < declared.length; i++) {
            if (declared[i] < 0 && !find(output.symbols()[i], i, inputs, input, dimension)) {
                return null;
            }
        }
        return output.isBytes() ? null : new ShapeRule(declared, input, dimension);
    }

    private static boolean find(String symbol, int at, List<GraphPort> inputs, int[] input, int[] dimension) {
        for (var i = 0; i < inputs.size(); i++) {
            var shape = inputs.get(i).shape();
            for (var j = 0; j < shape.length; j++) {
                var same = symbol.isEmpty()
                        ? at == 0 && j == 0
                        : symbol.equals(inputs.get(i).symbols()[j]);
                if (shape[j] < 0 && same) {
                    input[at] = i;
                    dimension[at] = j;
                    return true;
                }
            }
        }
        return false;
    }

    /** Writes the shape into {@code shape}; false when the inputs have fewer dimensions than they declare. */
    boolean apply(long[][] inputShapes, long[] shape) {
        for (var i = 0; i < declared.length; i++) {
            var known = declared[i] >= 0;
            if (!known && dimension[i] >= inputShapes[input[i]].length) {
                return false;
            }
            shape[i] = known ? declared[i] : inputShapes[input[i]][dimension[i]];
        }
        return true;
    }
}
