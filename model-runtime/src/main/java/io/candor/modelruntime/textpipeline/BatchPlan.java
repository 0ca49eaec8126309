package io.candor.modelruntime.textpipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which texts run together: those of like length, so that little is padded, and never so many that the attention of a
 * batch outgrows memory.
 */
final class BatchPlan {
    private static final int MAX_TOKENS = 2048;

    private BatchPlan() {}

    /** Indexes into {@code texts}, one list for each run. */
    static List<List<Integer>> of(List<TokenizedText> texts, int maxBatch) {
        var byLength = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(index -> texts.get(index).length()))
                .toList();
        var runs = new ArrayList<List<Integer>>();
        var run = new ArrayList<Integer>();
        for (var index : byLength) {
            var padded = (run.size() + 1) * texts.get(index).length();
            if (!run.isEmpty() && (run.size() == maxBatch || padded > MAX_TOKENS)) {
                runs.add(List.copyOf(run));
                run.clear();
            }
            run.add(index);
        }
        if (!run.isEmpty()) {
            runs.add(List.copyOf(run));
        }
        return runs;
    }
}
