package io.candor.tenantservice.usage;

import io.candor.platform.web.FieldError;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Holds corrections against the events that they correct. */
@Singleton
class Corrections {
    private final UsageEventRepository events;

    Corrections(UsageEventRepository events) {
        this.events = events;
    }

    /**
     * The same events, each correction said of everything that the corrected event was said of.
     *
     * @throws ProblemException 422 where a correction fits no event, or takes back more than was counted
     */
    List<UsageEvent> complete(List<UsageEvent> received) {
        if (received.stream().noneMatch(UsageEvent::takesBack)) {
            return received;
        }
        var originals = originals(received);
        var complete = new ArrayList<UsageEvent>();
        for (var i = 0; i < received.size(); i++) {
            complete.add(complete(received.get(i), originals, i));
        }
        requireEnoughCounted(complete, originals);
        return complete;
    }

    private Map<UUID, UsageEvent> originals(List<UsageEvent> received) {
        var corrected = received.stream()
                .filter(UsageEvent::takesBack)
                .map(UsageEvent::corrects)
                .collect(Collectors.toSet());
        var originals = new HashMap<UUID, UsageEvent>();
        received.stream()
                .filter(event -> corrected.contains(event.id()))
                .forEach(event -> originals.putIfAbsent(event.id(), event));
        originals.putAll(events.find(corrected));
        return originals;
    }

    private static UsageEvent complete(UsageEvent event, Map<UUID, UsageEvent> originals, int index) {
        if (!event.takesBack()) {
            return event;
        }
        var original = originals.get(event.corrects());
        if (original == null || original.takesBack()) {
            throw refused("corrected-event-unknown", index, "corrects", "is no event of use that was received");
        }
        if (!original.meter().equals(event.meter())) {
            throw refused("correction-does-not-fit", index, "meter", "is not that of the corrected event");
        }
        return event.correcting(original);
    }

    private void requireEnoughCounted(List<UsageEvent> received, Map<UUID, UsageEvent> originals) {
        var ids = received.stream().map(UsageEvent::id).collect(Collectors.toSet());
        var takenBack = events.takenBack(originals.keySet(), ids);
        var seen = new HashSet<UUID>();
        for (var i = 0; i < received.size(); i++) {
            var event = received.get(i);
            if (event.takesBack() && seen.add(event.id())) {
                var sum = takenBack.merge(event.corrects(), event.quantity(), Long::sum);
                if (Objects.requireNonNull(originals.get(event.corrects())).quantity() + sum < 0) {
                    throw refused(
                            "correction-does-not-fit", i, "quantity", "takes back more than the event has counted");
                }
            }
        }
    }

    private static ProblemException refused(String slug, int index, String field, String detail) {
        var path = "events[" + index + "]." + field;
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_ENTITY,
                slug,
                path + " " + detail,
                List.of(new FieldError(path, detail)),
                null);
    }
}
