package io.candor.modelruntime.bench.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One measure.
 *
 * @param id its name in the JSON
 * @param measured the figures that count, for people
 * @param met null where it could not be measured
 * @param figures all that was measured
 */
public record Row(
        String id,
        String measure,
        String aim,
        String measured,
        @Nullable Boolean met,
        ObjectNode figures) {

    /** A row that could not be measured, and why. */
    public static Row missing(Aim aim, String reason) {
        return new Row(
                aim.id(),
                aim.measure(),
                aim.aim(),
                reason,
                null,
                Figures.object().put("missing", reason));
    }

    /** A row that was. */
    static Row of(Aim aim, String measured, boolean met, ObjectNode figures) {
        return new Row(aim.id(), aim.measure(), aim.aim(), measured, met, figures);
    }
}
