package io.candor.modelruntime.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.bench.row.Figures;
import io.candor.modelruntime.bench.row.Row;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The benchmark's result as a table for people and as one line of JSON. */
record Report(ObjectNode conditions, List<Row> rows) {
    private static final String LINE = "%-59s  %-29s  %-10s  %s%n";
    private static final int WIDTH = 120;

    String table() {
        return LINE.formatted("measure", "aim", "", "measured")
                + rows.stream()
                        .map(row ->
                                LINE.formatted(row.measure(), row.aim(), verdict(row.met()), shortened(row.measured())))
                        .collect(Collectors.joining());
    }

    /** One line; each row has its aim, whether it was met (null where it was not measured) and its figures. */
    String json() {
        var json = Figures.object().put("bench", "model-runtime");
        json.setAll(conditions);
        var all = json.putObject("rows");
        for (var row : rows) {
            var figures = all.putObject(row.id()).put("aim", row.aim()).put("met", row.met());
            figures.setAll(row.figures());
        }
        return json.toString();
    }

    private static String shortened(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "...";
    }

    private static String verdict(@Nullable Boolean met) {
        if (met == null) {
            return "unmeasured";
        }
        return met ? "met" : "missed";
    }
}
