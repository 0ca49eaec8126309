package io.candor.tenantservice.usage;

import io.candor.platform.fault.FaultPoint;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.ProblemException;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Meters each event once, however often it arrives, and sums up. */
@Singleton
class UsageService {
    private final UsageEventRepository events;
    private final TransactionOperations<Connection> transactions;
    private final List<UsageListener> listeners;
    private final Clock clock;

    UsageService(
            UsageEventRepository events,
            TransactionOperations<Connection> transactions,
            List<UsageListener> listeners,
            Clock clock) {
        this.events = events;
        this.transactions = transactions;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** How many events were new, and how many had been received before. */
    @Introspected
    record Receipt(int accepted, int duplicates) {}

    /**
     * Takes all events, or none.
     *
     * @throws ProblemException 409 {@code event-id-reused} when an id comes back with other content
     */
    Receipt receive(List<UsageEvent> received) {
        var receipt = transactions.executeWrite(status -> {
            var taken = take(received);
            FaultPoint.reached("usage.before-commit");
            return taken;
        });
        FaultPoint.reached("usage.committed");
        return receipt;
    }

    private Receipt take(List<UsageEvent> received) {
        var distinct = new LinkedHashMap<UUID, UsageEvent>();
        received.forEach(event -> distinct.putIfAbsent(event.id(), event.stored()));
        var inserted = events.insert(distinct.values(), clock.instant());
        if (inserted.size() < received.size()) {
            requireSameContent(received, events.find(distinct.keySet()));
        }
        tellListeners(distinct, inserted);
        return new Receipt(inserted.size(), received.size() - inserted.size());
    }

    private void tellListeners(Map<UUID, UsageEvent> distinct, Set<UUID> inserted) {
        var accepted = distinct.values().stream()
                .filter(event -> inserted.contains(event.id()))
                .map(event -> new UsageListener.AcceptedEvent(
                        event.id(),
                        event.meter(),
                        event.quantity(),
                        event.occurredAt(),
                        Boolean.TRUE.equals(event.test())))
                .toList();
        if (!accepted.isEmpty()) {
            listeners.forEach(listener -> listener.accepted(accepted));
        }
    }

    private static void requireSameContent(List<UsageEvent> received, Map<UUID, UsageEvent> known) {
        for (var i = 0; i < received.size(); i++) {
            var event = received.get(i);
            if (!event.stored().equals(known.get(event.id()))) {
                throw new ProblemException(
                        HttpStatus.CONFLICT,
                        "event-id-reused",
                        "Event " + event.id() + " was received with other content",
                        List.of(new FieldError("events[" + i + "].id", "was received with other content")),
                        null);
            }
        }
    }

    List<UsageItem> sum(Period period, boolean byDay) {
        return transactions.executeRead(status -> events.sum(period, byDay));
    }
}
