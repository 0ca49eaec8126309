package io.candor.tenantservice.stripeserver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Meter events under Stripe's rules: one call at a time per customer and meter, whole numbers, identifiers, timestamps. */
public final class StripeMeters {
    private static final Duration OLDEST = Duration.ofDays(35);
    private static final Duration NEWEST = Duration.ofMinutes(5);
    private static final Duration REMEMBERED = Duration.ofHours(24);

    private final Clock clock;
    private final Map<String, Instant> identifiers = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final List<Event> events = new CopyOnWriteArrayList<>();

    StripeMeters(Clock clock) {
        this.clock = clock;
    }

    /** A meter event that counts. */
    public record Event(String customer, String name, long value, Instant timestamp, String identifier) {}

    /** All events that count, in order. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Units per {@code customer/meter}. */
    public Map<String, Long> received() {
        var sums = new TreeMap<String, Long>();
        events.forEach(event -> sums.merge(event.customer() + "/" + event.name(), event.value(), Long::sum));
        return sums;
    }

    StripeAnswer create(Map<String, String> form, boolean knowsCustomer, boolean knowsMeter) {
        var customer = form.getOrDefault("payload[stripe_customer_id]", "");
        var name = form.getOrDefault("event_name", "");
        var lane = customer + "/" + name;
        if (!busy.add(lane)) {
            return StripeAnswer.violation(429, "lock_timeout", "Two calls at a time for " + lane);
        }
        try {
            var wrong = wrong(form, customer, name, knowsCustomer, knowsMeter);
            return wrong != null ? wrong : accept(form, customer, name);
        } finally {
            busy.remove(lane);
        }
    }

    private StripeAnswer wrong(
            Map<String, String> form, String customer, String name, boolean knowsCustomer, boolean knowsMeter) {
        if (!knowsCustomer) {
            return StripeAnswer.error(400, "resource_missing", "No such customer: " + customer);
        }
        if (!knowsMeter) {
            return StripeAnswer.error(400, "no_meter", "No active meter found for event name " + name);
        }
        if (!form.getOrDefault("payload[value]", "").matches("-?\\d{1,15}")) {
            return StripeAnswer.violation(400, "meter_event_invalid_value", "Not a whole number");
        }
        var identifier = form.getOrDefault("identifier", "");
        if (identifier.isEmpty() || identifier.length() > 100) {
            return StripeAnswer.violation(400, "parameter_missing", "No identifier of at most 100 characters");
        }
        var timestamp = Instant.ofEpochSecond(Long.parseLong(form.getOrDefault("timestamp", "0")));
        var now = clock.instant();
        if (timestamp.isBefore(now.minus(OLDEST))) {
            return StripeAnswer.violation(400, "timestamp_too_far_in_past", "More than 35 days ago: " + timestamp);
        }
        return timestamp.isAfter(now.plus(NEWEST))
                ? StripeAnswer.violation(400, "timestamp_in_future", "In the future: " + timestamp)
                : null;
    }

    private StripeAnswer accept(Map<String, String> form, String customer, String name) {
        var identifier = form.get("identifier");
        var now = clock.instant();
        var earlier = identifiers.get(identifier);
        if (earlier != null && earlier.isAfter(now.minus(REMEMBERED))) {
            return StripeAnswer.error(400, "", "An event already exists with identifier " + identifier);
        }
        identifiers.put(identifier, now);
        var timestamp = Long.parseLong(form.get("timestamp"));
        var value = Long.parseLong(form.get("payload[value]"));
        events.add(new Event(customer, name, value, Instant.ofEpochSecond(timestamp), identifier));
        return StripeAnswer.ok(Map.of(
                "object",
                "billing.meter_event",
                "created",
                now.getEpochSecond(),
                "event_name",
                name,
                "identifier",
                identifier,
                "timestamp",
                timestamp,
                "payload",
                Map.of("value", form.get("payload[value]"), "stripe_customer_id", customer)));
    }

    StripeAnswer summaries(String meter, String name, Map<String, String> form) {
        var from = Long.parseLong(form.get("start_time"));
        var to = Long.parseLong(form.get("end_time"));
        if (from % 60 != 0 || to % 60 != 0) {
            return StripeAnswer.violation(400, "parameter_invalid_integer", "Times must be whole minutes");
        }
        var sum = events.stream()
                .filter(event -> event.customer().equals(form.get("customer"))
                        && event.name().equals(name))
                .filter(event -> event.timestamp().getEpochSecond() >= from
                        && event.timestamp().getEpochSecond() < to)
                .mapToLong(Event::value)
                .sum();
        var summary = Map.<String, Object>of(
                "id",
                "mtrusg_test",
                "object",
                "billing.meter_event_summary",
                "aggregated_value",
                sum,
                "start_time",
                from,
                "end_time",
                to,
                "meter",
                meter);
        return StripeAnswer.ok(
                Map.of("object", "list", "has_more", false, "data", sum == 0 ? new ArrayList<>() : List.of(summary)));
    }
}
