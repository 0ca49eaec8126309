package io.candor.tenantservice.budget;

import io.candor.tenantservice.usage.ChargeListener;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds up what months cost, in the transaction that accepts the usage, and raises the alerts that follow. */
@Singleton
class BudgetSpending implements ChargeListener {
    private static final String KEY = "key:";

    private final BudgetRepository budgets;
    private final BudgetAlerts alerts;

    BudgetSpending(BudgetRepository budgets, BudgetAlerts alerts) {
        this.budgets = budgets;
        this.alerts = alerts;
    }

    @Override
    public void charged(List<Spending> spending) {
        var sums = new TreeMap<LocalDate, TreeMap<String, Long>>();
        for (var one : spending) {
            var month = LocalDate.ofInstant(one.occurredAt(), ZoneOffset.UTC).withDayOfMonth(1);
            var holders = sums.computeIfAbsent(month, absent -> new TreeMap<>());
            holders.merge("", one.amountNanos(), Math::addExact);
            var subject = one.subject();
            if (subject != null && subject.startsWith(KEY)) {
                holders.merge(subject, one.amountNanos(), Math::addExact);
            }
        }
        sums.forEach((month, holders) -> holders.forEach((holder, nanos) -> {
            if (nanos != 0) {
                budgets.spend(month, holder, nanos);
                budgets.of(key(holder), month).stream()
                        .filter(budget -> Budget.holder(budget.apiKeyId()).equals(holder))
                        .forEach(budget -> alerts.raise(budget, month));
            }
        }));
    }

    private static @Nullable UUID key(String holder) {
        try {
            return holder.isEmpty() ? null : UUID.fromString(holder.substring(KEY.length()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
