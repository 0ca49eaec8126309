package io.candor.tenantservice.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.plan.MeterTerms;
import io.candor.tenantservice.pricing.Pricing;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final Map<String, MeterTerms> PLANS = Map.of(
            "free", new MeterTerms(10, 5, null),
            "team", new MeterTerms(100, 2, null),
            "flat", new MeterTerms(0, 3, null));

    private final Map<UUID, Integer> numbers = new HashMap<>();
    private final Set<YearMonth> invoiced = new HashSet<>();
    private List<Segment> stored = new ArrayList<>();
    private String plan = "free";
    private YearMonth now = NOVEMBER;

    @Test
    void theUnitsThatThePlanIncludesAreFree() {
        assertThat(take(use(NOVEMBER, 8))).isZero();
        assertThat(take(use(NOVEMBER, 5))).isEqualTo(15);
        assertThat(take(use(OCTOBER, 5))).isZero();
    }

    @Test
    void anUpgradeCountsFromNowOnAndWhatWasUsedUsesItUp() {
        take(use(NOVEMBER, 20));
        plan = "team";

        assertThat(take(use(NOVEMBER, 80))).isZero();
        assertThat(take(use(NOVEMBER, 1))).isEqualTo(2);
        assertThat(stored).extracting(segment -> segment.used().amountNanos()).containsExactly(50L, 2L);
    }

    @Test
    void whatWasChargedUnderOldTermsIsTakenBackUnderOldTerms() {
        var first = use(NOVEMBER, 20);
        take(first);
        plan = "flat";
        take(use(NOVEMBER, 1));

        assertThat(take(takingBack(first, 20))).isEqualTo(-50);
    }

    @Test
    void lateUseOfAnInvoicedMonthIsBilledInTheOpenOne() {
        take(use(OCTOBER, 12));
        invoiced.add(OCTOBER);
        plan = "team";

        assertThat(take(use(OCTOBER, 3))).as("October's terms").isEqualTo(15);
        assertThat(take(use(OCTOBER, 1))).isEqualTo(5);
        assertThat(billed(OCTOBER)).isEqualTo(10);
        assertThat(billed(NOVEMBER)).isEqualTo(20);
        assertThat(stored).hasSize(2);
    }

    @Test
    void aCorrectionOfAnInvoicedMonthIsACreditInTheOpenOne() {
        var first = use(OCTOBER, 12);
        take(first);
        invoiced.add(OCTOBER);

        assertThat(take(takingBack(first, 1))).isEqualTo(-5);
        assertThat(take(takingBack(first, 11))).isEqualTo(-5);
        assertThat(billed(OCTOBER)).isEqualTo(10);
        assertThat(billed(NOVEMBER)).isEqualTo(-10);
    }

    /** Whatever happens in whatever order: charges are what the invoices say, and no meter costs less than nothing. */
    @Property
    void theChargesOfAllEventsAreTheInvoices(@ForAll long seed) {
        var random = new Random(seed);
        var left = new HashMap<UsageEvent, Long>();
        var charged = 0L;
        stored = new ArrayList<>();
        invoiced.clear();
        numbers.clear();
        now = NOVEMBER;
        for (var step = 0; step < 60; step++) {
            switch (random.nextInt(12)) {
                case 0 -> plan = List.of("free", "team", "flat").get(random.nextInt(3));
                case 1 -> invoiced.add(random.nextBoolean() ? OCTOBER : NOVEMBER);
                case 2 -> now = NOVEMBER.plusMonths(random.nextInt(2));
                case 3, 4, 5 -> {
                    var candidates = left.keySet().stream()
                            .filter(event -> left.get(event) > 0)
                            .sorted((one, other) -> one.id().compareTo(other.id()))
                            .toList();
                    if (!candidates.isEmpty()) {
                        var event = candidates.get(random.nextInt(candidates.size()));
                        var quantity = 1 + random.nextLong(left.get(event));
                        left.merge(event, -quantity, Long::sum);
                        charged += take(takingBack(event, quantity));
                    }
                }
                default -> {
                    var event = use(random.nextBoolean() ? OCTOBER : NOVEMBER, 1 + random.nextInt(40));
                    left.put(event, event.quantity());
                    charged += take(event);
                }
            }
        }

        assertThat(stored.stream()
                        .mapToLong(segment -> segment.used().amountNanos())
                        .sum())
                .isEqualTo(charged);
        assertThat(charged).isNotNegative();
        assertThat(stored.stream().mapToLong(segment -> segment.used().units()).sum())
                .isEqualTo(left.values().stream().mapToLong(Long::longValue).sum());
    }

    @Property
    void withoutChangesOfPlanPortionsCostWhatTheWholeCosts(@ForAll long seed) {
        var random = new Random(seed);
        stored = new ArrayList<>();
        invoiced.clear();
        numbers.clear();
        plan = "free";
        var charged = 0L;
        var units = 0L;
        for (var step = 0; step < 30; step++) {
            var event = use(NOVEMBER, 1 + random.nextInt(3));
            units += event.quantity();
            charged += take(event);
        }

        assertThat(charged).isEqualTo(Pricing.amountNanos(PLANS.get("free"), 0, units));
        assertThat(stored).hasSize(1);
    }

    private long take(UsageEvent event) {
        var book = new Segments(new Account(plan, now, Set.copyOf(invoiced)), meter -> PLANS.get(plan), stored);
        var number = event.corrects() == null
                ? book.numberFor(event)
                : book.numberForCorrection(event, numbers.get(event.corrects()));
        numbers.put(event.id(), number);
        var amount = book.count(event, number);
        for (var segment : book.changed()) {
            stored.removeIf(old -> old.number() == segment.number()
                    && old.used().period().equals(segment.used().period()));
            stored.add(segment);
        }
        stored.sort((one, other) -> Integer.compare(one.number(), other.number()));
        return amount;
    }

    private long billed(YearMonth month) {
        return stored.stream()
                .filter(segment -> segment.billedIn().equals(month))
                .mapToLong(segment -> segment.used().amountNanos())
                .sum();
    }

    private static UsageEvent use(YearMonth month, long quantity) {
        return event(month, quantity, null);
    }

    private static UsageEvent takingBack(UsageEvent event, long quantity) {
        return event(event.month(), -quantity, event.id());
    }

    private static UsageEvent event(YearMonth month, long quantity, UUID corrects) {
        return new UsageEvent(
                UUID.randomUUID(),
                "assistant.analysis",
                quantity,
                Instant.parse(month + "-15T00:00:00Z"),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                corrects);
    }
}
