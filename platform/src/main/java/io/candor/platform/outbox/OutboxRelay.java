package io.candor.platform.outbox;

import io.candor.platform.fault.FaultPoint;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.context.annotation.EachBean;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of one topic, per tenant in the order in which they were written, until the receiver has them.
 *
 * <p>An event is deleted only in a transaction that follows the receiver's answer: a crash in between delivers it again,
 * and the receiver knows it by its id. What a receiver refuses for good stays in the table with the reason and no longer
 * holds up the tenant's other events.
 */
@EachBean(OutboxTarget.class)
@Requires(beans = DataSource.class)
class OutboxRelay {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 200;
    private static final int BATCH_BYTES = 1_000_000;
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final OutboxTarget target;
    private final OutboxTable table;
    private final OutboxDelivery delivery;
    private final WorkerTransactions workers;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean available = true;

    OutboxRelay(OutboxTarget target, OutboxTable table, OutboxDelivery delivery, WorkerTransactions workers) {
        this.target = target;
        this.table = table;
        this.delivery = delivery;
        this.workers = workers;
    }

    void start() {
        Thread.ofVirtual().name("outbox-" + target.topic()).start(this::loop);
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
    }

    private void loop() {
        var pause = IDLE;
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = switch (relayOnce()) {
                    case DELIVERED -> Duration.ZERO;
                    case IDLE -> IDLE;
                    case BLOCKED -> pause.compareTo(IDLE) < 0 ? IDLE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                };
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What one round did. */
    enum Round {
        DELIVERED,
        IDLE,
        BLOCKED
    }

    private Round relayOnce() throws InterruptedException {
        try {
            return workers.call(this::relayBatch);
        } catch (RuntimeException e) {
            // The loop is a process boundary: the database may be away for a while, and the events are safe in it.
            LOG.warn("Relaying {} failed: {}", target.topic(), e.toString());
            return Round.BLOCKED;
        }
    }

    private Round relayBatch(Connection connection) throws SQLException {
        if (!table.lock(connection, target.topic())) {
            return Round.IDLE;
        }
        var waiting = table.waiting(connection, target.topic(), BATCH, BATCH_BYTES);
        if (waiting.isEmpty()) {
            return Round.IDLE;
        }
        FaultPoint.reached("relay.before-send");
        var delivered = false;
        var byTenant = new LinkedHashMap<UUID, List<OutboxEvent>>();
        for (var event : waiting) {
            byTenant.computeIfAbsent(event.tenantId(), tenant -> new ArrayList<>())
                    .add(event);
        }
        for (var events : byTenant.values()) {
            delivered |= deliver(connection, events);
        }
        return delivered ? Round.DELIVERED : Round.BLOCKED;
    }

    /** Delivers events of one tenant; a refused batch is halved until the event to blame is found. */
    private boolean deliver(Connection connection, List<OutboxEvent> events) throws SQLException {
        switch (send(events)) {
            case OutboxDelivery.Outcome.Accepted accepted -> {
                tellAvailability(true, "");
                FaultPoint.reached("relay.sent");
                table.delete(connection, target.topic(), events);
                return true;
            }
            case OutboxDelivery.Outcome.Unavailable unavailable -> {
                tellAvailability(false, unavailable.reason());
                return false;
            }
            case OutboxDelivery.Outcome.Refused refused -> {
                if (events.size() > 1) {
                    var half = events.size() / 2;
                    var first = deliver(connection, events.subList(0, half));
                    return deliver(connection, events.subList(half, events.size())) || first;
                }
                LOG.error(
                        "Receiver of {} refused event {}",
                        target.topic(),
                        events.getFirst().id());
                table.refuse(connection, target.topic(), events.getFirst(), refused.reason());
                return true;
            }
        }
    }

    private void tellAvailability(boolean now, String reason) {
        if (available && !now) {
            LOG.warn("Receiver of {} is not available, its events wait: {}", target.topic(), reason);
        } else if (!available && now) {
            LOG.info("Receiver of {} is available again", target.topic());
        }
        available = now;
    }

    private OutboxDelivery.Outcome send(List<OutboxEvent> events) {
        try {
            return delivery.deliver(target, events.getFirst().tenantId(), events);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new OutboxDelivery.Outcome.Unavailable("stopping");
        }
    }
}
