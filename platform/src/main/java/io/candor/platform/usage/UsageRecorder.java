package io.candor.platform.usage;

import io.candor.platform.outbox.Outbox;
import io.candor.platform.tenancy.TenantContext;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Meters work in the transaction that commits it. */
@Singleton
@Requires(beans = DataSource.class)
public class UsageRecorder {
    private static final String TOPIC = "usage";

    private final Outbox outbox;

    UsageRecorder(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * A unit of work.
     *
     * @param id of the work, from which the ids of its usage events follow
     * @param decisionId the decision that it made, if any
     * @param app the app that did it
     * @param capability what it did
     * @param model the model that it used, if any
     * @param doneAt when
     */
    public record Work(
            UUID id,
            @Nullable UUID decisionId,
            String app,
            String capability,
            @Nullable String model,
            Instant doneAt) {}

    /**
     * Leaves a usage event in the outbox of the running transaction; a quantity of 0 leaves none.
     *
     * @param quantity in units of {@code meter}
     * @throws IllegalArgumentException when the quantity is negative
     */
    public void record(Work work, String meter, long quantity) {
        if (quantity < 0) {
            throw new IllegalArgumentException("The quantity of " + meter + " is negative");
        }
        if (quantity == 0) {
            return;
        }
        var caller = TenantContext.current();
        var event = new UsageEvent(
                id(work.id(), meter),
                meter,
                quantity,
                work.doneAt(),
                work.decisionId(),
                work.app(),
                work.capability(),
                work.model(),
                caller.subject(),
                caller.terms().callId(),
                caller.terms().test());
        outbox.append(TOPIC, event.id(), event);
    }

    /** The use of a meter by one unit of work: its id follows from both (RFC 9562 section 5.3), so it counts once. */
    private static UUID id(UUID work, String meter) {
        return UUID.nameUUIDFromBytes((work + " " + meter).getBytes(StandardCharsets.UTF_8));
    }
}
