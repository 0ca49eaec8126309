package io.candor.tenantservice.usage;

import io.candor.platform.web.FieldError;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What events must hold to be taken. Bean Validation would say the same; on batches of a thousand it took two fifths of the
 * intake's time.
 */
final class UsageEventRules {
    private static final int MOST_EVENTS = 1000;
    private static final long MOST_UNITS = 1_000_000_000_000L;
    private static final int MOST_ERRORS = 20;
    private static final Pattern METER = Pattern.compile("[a-z][a-z0-9]*([._-][a-z0-9]+)*");

    private final Instant latest;
    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> fineMeters = new HashSet<>();

    private UsageEventRules(Instant latest) {
        this.latest = latest;
    }

    /**
     * Gives the events back.
     *
     * @param latest the last instant that may have passed, where clocks differ
     * @throws ProblemException 400 naming every field that is wrong, of some of the events
     */
    static List<UsageEvent> require(@Nullable List<@Nullable UsageEvent> events, Instant latest) {
        if (events == null || events.isEmpty() || events.size() > MOST_EVENTS) {
            throw ProblemException.invalid("events", "must be 1 to " + MOST_EVENTS + " events");
        }
        var rules = new UsageEventRules(latest);
        var sound = new ArrayList<UsageEvent>(events.size());
        for (var i = 0; i < events.size() && rules.errors.size() < MOST_ERRORS; i++) {
            var event = events.get(i);
            if (event == null) {
                rules.blame(i, "", "must not be null");
            } else {
                rules.check(i, event);
                sound.add(event);
            }
        }
        if (!rules.errors.isEmpty()) {
            var first = rules.errors.getFirst();
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "validation-failed",
                    first.field() + " " + first.detail(),
                    rules.errors,
                    null);
        }
        return sound;
    }

    private void check(int index, UsageEvent event) {
        present(index, "id", event.id());
        meter(index, event.meter());
        quantity(index, event);
        if (present(index, "occurred_at", event.occurredAt())
                && event.occurredAt().isAfter(latest)) {
            blame(index, ".occurred_at", "must not lie in the future");
        }
        length(index, "app", event.app(), 80);
        length(index, "capability", event.capability(), 80);
        length(index, "model", event.model(), 120);
        length(index, "subject", event.subject(), 200);
    }

    private void meter(int index, @Nullable String meter) {
        if (meter == null) {
            blame(index, ".meter", "must not be null");
        } else if (fineMeters.contains(meter)) {
            return;
        } else if (meter.length() > 64 || !METER.matcher(meter).matches()) {
            blame(
                    index,
                    ".meter",
                    "must be words of small letters and digits, joined by . _ or -, of 64 characters at most");
        } else {
            fineMeters.add(meter);
        }
    }

    private void quantity(int index, UsageEvent event) {
        if (!present(index, "quantity", event.quantity())) {
            return;
        }
        var quantity = event.quantity();
        if (quantity > MOST_UNITS || quantity < -MOST_UNITS) {
            blame(index, ".quantity", "must be at most " + MOST_UNITS);
        } else if (quantity == 0 || quantity < 0 != event.takesBack()) {
            blame(index, ".quantity", "must be above 0, or below 0 with the event that it corrects");
        }
    }

    private void length(int index, String field, @Nullable String text, int most) {
        if (text != null && text.length() > most) {
            blame(index, "." + field, "must be of " + most + " characters at most");
        }
    }

    private boolean present(int index, String field, @Nullable Object value) {
        if (value == null) {
            blame(index, "." + field, "must not be null");
        }
        return value != null;
    }

    private void blame(int index, String field, String detail) {
        errors.add(new FieldError("events[" + index + "]" + field, detail));
    }
}
