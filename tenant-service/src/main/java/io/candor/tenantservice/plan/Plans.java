package io.candor.tenantservice.plan;

import io.candor.platform.web.ProblemException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The plan file as it was read at start. */
public final class Plans {
    private final String currency;
    private final SequencedMap<String, Meter> meters;
    private final SequencedMap<String, Plan> plans;

    Plans(String currency, List<Meter> meters, List<Plan> plans) {
        this.currency = currency;
        this.meters = new LinkedHashMap<>();
        this.plans = new LinkedHashMap<>();
        meters.forEach(meter -> this.meters.put(meter.name(), meter));
        plans.forEach(plan -> this.plans.put(plan.name(), plan));
    }

    /** The currency of all prices, three small letters (ISO 4217). */
    public String currency() {
        return currency;
    }

    /** Everything that is metered by its name, in the file's order. */
    public SequencedMap<String, Meter> meters() {
        return Collections.unmodifiableSequencedMap(meters);
    }

    /** Every plan, in the file's order. */
    public Collection<Plan> all() {
        return Collections.unmodifiableCollection(plans.values());
    }

    /** The plan {@code name}, if there is one. */
    public Optional<Plan> find(String name) {
        return Optional.ofNullable(plans.get(name));
    }

    /**
     * The plan {@code name} of a tenant.
     *
     * @throws IllegalStateException when the plan file has lost it
     */
    public Plan get(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("The plan file lacks the plan " + name));
    }

    /**
     * The plan that a caller names.
     *
     * @throws ProblemException 400 that names the field {@code plan}
     */
    public Plan require(String name) {
        return find(name)
                .orElseThrow(
                        () -> ProblemException.invalid("plan", "must be one of " + String.join(", ", plans.keySet())));
    }
}
