package io.candor.gateway.allowance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

/**
 * What was decided about a call.
 *
 * @param id the id that it goes by: that of an earlier call which it repeats, or its own
 * @param repeated whether it repeats one
 */
record Ruling(Verdict verdict, UUID id, boolean repeated) {
    /** Decides over {@code calls} together, and writes what is admitted. */
    static List<Ruling> decide(
            Connection connection, List<RequestedCall> calls, Instant now, LocalDate month, Duration lease)
            throws SQLException {
        var repeated = Repetitions.find(connection, calls, now);
        var fresh = calls.stream().filter(call -> !repeated.containsKey(call)).toList();
        var verdicts = new HashMap<UUID, Verdict>();
        if (!fresh.isEmpty()) {
            var decided = new AdmissionBatch(fresh).decide(connection, now, month, lease);
            var admitted = new ArrayList<RequestedCall>();
            for (var index = 0; index < fresh.size(); index++) {
                verdicts.put(fresh.get(index).id(), decided.get(index));
                if (decided.get(index) == Verdict.ADMITTED) {
                    admitted.add(fresh.get(index));
                }
            }
            Repetitions.note(connection, admitted);
        }
        return calls.stream()
                .map(call -> {
                    var earlier = repeated.get(call);
                    return earlier == null
                            ? new Ruling(verdicts.getOrDefault(call.id(), Verdict.WAIT), call.id(), false)
                            : new Ruling(Verdict.ADMITTED, earlier, true);
                })
                .toList();
    }
}
