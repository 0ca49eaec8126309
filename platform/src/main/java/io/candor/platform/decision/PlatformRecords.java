package io.candor.platform.decision;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.platform.outbox.Outbox;
import io.candor.platform.service.IdGenerator;
import io.candor.platform.tenancy.TenantContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Records in the audit ledger of what the platform itself did, such as an erasure, an operator's access or a change of
 * plan.
 *
 * <p>No model made them, and both digests are the plain one of the summary's canonical form, so that they say nothing
 * that the summary does not. The service needs the outbox target {@code decision}.
 */
@Singleton
@Requires(beans = DataSource.class)
public class PlatformRecords {
    private static final String TOPIC = "decision";

    private final Outbox outbox;
    private final IdGenerator ids;
    private final Clock clock;
    private final String service;

    PlatformRecords(
            Outbox outbox, IdGenerator ids, Clock clock, @Value("${micronaut.application.name}") String service) {
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
        this.service = service;
    }

    /**
     * Leaves a record of the bound tenant in the outbox of the running transaction, by the bound caller.
     *
     * @param capability what was done, such as {@code subject-erasure}
     * @param summary an object of what may stand in the log for good: ids, names and digests, nothing personal
     * @return the record's id
     * @throws IllegalArgumentException when the summary is no object
     */
    public UUID record(String capability, JsonNode summary) {
        if (!summary.isObject()) {
            throw new IllegalArgumentException("The summary of " + capability + " is no object");
        }
        var caller = TenantContext.current();
        var digest = Digests.plain(CanonicalJson.bytes(summary));
        var id = ids.next();
        var record = new DecisionRecord(
                id,
                caller.requireTenant(),
                service,
                capability,
                null,
                digest,
                digest,
                summary,
                caller.subject(),
                null,
                null,
                null,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                0L);
        outbox.append(TOPIC, id, record);
        return id;
    }
}
