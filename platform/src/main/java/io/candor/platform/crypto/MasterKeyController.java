package io.candor.platform.crypto;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How far the rotation of the master keyset is in this service, for its operator. */
@Controller("/internal/v1/master-key")
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(beans = DataSource.class)
class MasterKeyController {
    private final MasterKey master;
    private final WorkerTransactions workers;

    MasterKeyController(MasterKey master, WorkerTransactions workers) {
        this.master = master;
        this.workers = workers;
    }

    @Get
    @RequiredScope({"internal:privacy", "platform:admin"})
    Rotation rotation() {
        var wrapped = workers.call(connection -> {
            var sql = "select wrapped_by, count(*) from subject_key group by wrapped_by order by wrapped_by";
            try (var statement = connection.prepareStatement(sql);
                    var rows = statement.executeQuery()) {
                var counts = new ArrayList<WrappedKeys>();
                while (rows.next()) {
                    var by = rows.getInt(1);
                    counts.add(new WrappedKeys(rows.wasNull() ? null : Integer.toUnsignedString(by), rows.getLong(2)));
                }
                return counts;
            }
        });
        var primary = Integer.toUnsignedString(master.primary());
        var waiting = wrapped.stream()
                .filter(each -> !primary.equals(each.by()))
                .mapToLong(WrappedKeys::count)
                .sum();
        return new Rotation(
                primary, master.ids().stream().map(Integer::toUnsignedString).toList(), wrapped, waiting);
    }

    /**
     * The state of a rotation: it is over when nothing waits.
     *
     * @param primary the master key that wraps
     * @param keys every master key of the keyset as it is loaded
     * @param wrapped how many keys each master key wraps
     * @param waiting how many keys another than the primary wraps
     */
    @Introspected
    record Rotation(String primary, List<String> keys, List<WrappedKeys> wrapped, long waiting) {}

    /** How many keys one master key wraps; none for keys that lie there raw. */
    @Introspected
    record WrappedKeys(@Nullable String by, long count) {}
}
