package io.candor.tenantservice.usage;

import io.candor.platform.fault.FaultPoint;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.ProblemException;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes usage in: each event once, however often it arrives, together with its charge and its place in every sum.
 *
 * <p>One transaction does all of it, and those of one tenant follow each other: a batch is counted wholly or not at all.
 */
@Singleton
class UsageIntake {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final AccountRepository accounts;
    private final UsageEventRepository events;
    private final SegmentRepository segments;
    private final RollUpRepository rollUps;
    private final Corrections corrections;
    private final BookedTerms terms;
    private final ChargeOutbox charges;
    private final List<UsageListener> listeners;
    private final List<ChargeListener> chargeListeners;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    UsageIntake(
            AccountRepository accounts,
            UsageEventRepository events,
            SegmentRepository segments,
            RollUpRepository rollUps,
            Corrections corrections,
            BookedTerms terms,
            ChargeOutbox charges,
            List<UsageListener> listeners,
            List<ChargeListener> chargeListeners,
            TransactionOperations<Connection> transactions,
            Clock clock) {
        this.accounts = accounts;
        this.events = events;
        this.segments = segments;
        this.rollUps = rollUps;
        this.corrections = corrections;
        this.terms = terms;
        this.charges = charges;
        this.listeners = listeners;
        this.chargeListeners = chargeListeners;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** How many events were new, and how many had been received before. */
    @Introspected
    record Receipt(int accepted, int duplicates) {}

    /**
     * Takes all events, or none.
     *
     * @throws ProblemException 400 when a field is wrong; 409 {@code event-id-reused} when an id comes back with other content; 422 when a correction
     *     fits no event or a sum is more than can be counted
     */
    Receipt receive(@Nullable List<@Nullable UsageEvent> received) {
        var sound = UsageEventRules.require(received, clock.instant().plus(CLOCKS_DIFFER));
        var receipt = transactions.executeWrite(status -> {
            var taken = take(sound);
            FaultPoint.reached("usage.before-commit");
            return taken;
        });
        FaultPoint.reached("usage.committed");
        return receipt;
    }

    private Receipt take(List<UsageEvent> received) {
        accounts.lock();
        var complete = corrections.complete(received);
        var distinct = new LinkedHashMap<UUID, UsageEvent>();
        complete.forEach(event -> distinct.putIfAbsent(event.id(), event.stored()));
        var account = accounts.read();
        var book = new Segments(
                account,
                meter -> terms.of(account.plan(), meter),
                segments.find(metersOf(distinct.values()), monthsOf(distinct.values())));
        var numbers = numbers(distinct, book);
        var inserted = events.insert(distinct.values(), new ArrayList<>(numbers.values()), clock.instant());
        if (inserted.size() < received.size()) {
            requireSameContent(complete, events.find(distinct.keySet()));
        }
        FaultPoint.reached("usage.inserted");
        if (!inserted.isEmpty()) {
            var accepted = distinct.values().stream()
                    .filter(event -> inserted.contains(event.id()))
                    .toList();
            count(accepted, numbers, book);
        }
        return new Receipt(inserted.size(), received.size() - inserted.size());
    }

    /** Corrections come last: what they correct may be in the same batch. */
    private Map<UUID, @Nullable Integer> numbers(Map<UUID, UsageEvent> distinct, Segments book) {
        var numbers = new LinkedHashMap<UUID, @Nullable Integer>();
        var corrected = new ArrayList<UUID>();
        for (var event : distinct.values()) {
            numbers.put(event.id(), event.forTest() || event.takesBack() ? null : book.numberFor(event));
            if (event.corrects() != null && !event.forTest()) {
                corrected.add(event.corrects());
            }
        }
        if (!corrected.isEmpty()) {
            var earlier = events.segments(corrected);
            for (var event : distinct.values()) {
                if (event.corrects() != null && !event.forTest()) {
                    var number = earlier.getOrDefault(event.corrects(), numbers.get(event.corrects()));
                    numbers.put(event.id(), number == null ? null : book.numberForCorrection(event, number));
                }
            }
        }
        return numbers;
    }

    private void count(List<UsageEvent> accepted, Map<UUID, @Nullable Integer> numbers, Segments book) {
        var tenant = TenantContext.current().requireTenant();
        var charged = new ArrayList<Charge>();
        for (var event : accepted) {
            var number = numbers.get(event.id());
            if (number != null) {
                charged.add(new Charge(
                        event.id(),
                        event.callId(),
                        tenant,
                        event.subject(),
                        event.meter(),
                        event.quantity(),
                        book.count(event, number),
                        event.occurredAt()));
            }
        }
        segments.store(book.changed());
        FaultPoint.reached("usage.charged");
        rollUps.addToHours(RollUp.sums(accepted, ChronoUnit.HOURS));
        rollUps.addToDays(RollUp.sums(accepted, ChronoUnit.DAYS));
        FaultPoint.reached("usage.rolled-up");
        charges.append(charged);
        var spending = charged.stream()
                .map(charge -> new ChargeListener.Spending(charge.subject(), charge.amountNanos(), charge.occurredAt()))
                .toList();
        chargeListeners.forEach(listener -> listener.charged(spending));
        tellListeners(accepted);
    }

    private void tellListeners(List<UsageEvent> accepted) {
        if (listeners.isEmpty()) {
            return;
        }
        var told = accepted.stream()
                .map(event -> new UsageListener.AcceptedEvent(
                        event.id(), event.meter(), event.quantity(), event.occurredAt(), event.forTest()))
                .toList();
        listeners.forEach(listener -> listener.accepted(told));
    }

    private static Set<String> metersOf(Collection<UsageEvent> events) {
        return events.stream().map(UsageEvent::meter).collect(Collectors.toSet());
    }

    private static Set<YearMonth> monthsOf(Collection<UsageEvent> events) {
        return events.stream().map(UsageEvent::month).collect(Collectors.toSet());
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
}
