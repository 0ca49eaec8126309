package io.candor.tenantservice.usage;

import io.candor.tenantservice.plan.MeterTerms;
import io.candor.tenantservice.pricing.MeteredUnits;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The segments of some meters and months, to which an intake adds; they are one tenant's, and locked. */
final class Segments {
    private final Account account;
    private final Function<String, MeterTerms> terms;
    private final Map<MeterMonth, List<Segment>> known = new HashMap<>();
    private final Map<SegmentKey, Segment> changed = new LinkedHashMap<>();

    /** One meter in one month. */
    record MeterMonth(String meter, YearMonth month) {}

    private record SegmentKey(MeterMonth of, int number) {}

    /**
     * Begins with what is stored.
     *
     * @param terms of a meter under the account's plan
     */
    Segments(Account account, Function<String, MeterTerms> terms, Collection<Segment> stored) {
        this.account = account;
        this.terms = terms;
        stored.forEach(segment -> segments(
                        new MeterMonth(segment.used().meter(), segment.used().period()))
                .add(segment));
    }

    /** The number of the segment that a new event belongs to. */
    int numberFor(UsageEvent event) {
        var of = new MeterMonth(event.meter(), event.month());
        var last = lastOf(of, null);
        var billedIn = account.billedIn(of.month());
        var booked = terms.apply(of.meter());
        if (last == null) {
            return begin(of, billedIn, null, account.plan(), booked, 0);
        }
        var isOver = of.month().isBefore(account.now());
        if (isOver || last.isUnder(account.plan(), booked)) {
            return last.billedIn().equals(billedIn)
                    ? last.number()
                    : begin(of, billedIn, null, last.used().plan(), last.used().terms(), sum(of));
        }
        return begin(of, billedIn, null, account.plan(), booked, sum(of));
    }

    /** The number of the segment that takes back units of segment {@code number}: itself, until it is invoiced. */
    int numberForCorrection(UsageEvent correction, int number) {
        var of = new MeterMonth(correction.meter(), correction.month());
        var adjustment = lastOf(of, number);
        var last = adjustment == null ? numbered(of, number) : adjustment;
        return account.isOpen(last.billedIn())
                ? last.number()
                : begin(
                        of,
                        account.billedIn(of.month()),
                        number,
                        last.used().plan(),
                        last.used().terms(),
                        last.end());
    }

    private @Nullable Segment lastOf(MeterMonth of, @Nullable Integer adjusts) {
        return segments(of).stream()
                .filter(segment -> Objects.equals(segment.adjusts(), adjusts))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    private int begin(
            MeterMonth of,
            YearMonth billedIn,
            @Nullable Integer adjusts,
            String plan,
            MeterTerms terms,
            long usedBefore) {
        var used = new MeteredUnits(of.month(), of.meter(), plan, terms, usedBefore, 0);
        var segment = new Segment(nextNumber(of), billedIn, adjusts, used);
        segments(of).add(segment);
        return segment.number();
    }

    /** Counts an event; what it costs, in billionths of the currency. */
    long count(UsageEvent event, int number) {
        var of = new MeterMonth(event.meter(), event.month());
        var segment = numbered(of, number);
        var amount = segment.charge(event.quantity());
        var more = segment.plus(event.quantity());
        segments(of).replaceAll(each -> each.number() == number ? more : each);
        changed.put(new SegmentKey(of, number), more);
        return amount;
    }

    /** What is to be stored. */
    List<Segment> changed() {
        return List.copyOf(changed.values());
    }

    private int nextNumber(MeterMonth of) {
        return segments(of).isEmpty() ? 0 : segments(of).getLast().number() + 1;
    }

    private Segment numbered(MeterMonth of, int number) {
        return segments(of).stream()
                .filter(segment -> segment.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private List<Segment> segments(MeterMonth of) {
        return known.computeIfAbsent(of, none -> new ArrayList<>());
    }

    private long sum(MeterMonth of) {
        return segments(of).stream()
                .mapToLong(segment -> segment.used().units())
                .reduce(0, Math::addExact);
    }
}
