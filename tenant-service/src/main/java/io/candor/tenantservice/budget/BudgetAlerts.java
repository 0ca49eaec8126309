package io.candor.tenantservice.budget;

import io.candor.platform.service.IdGenerator;
import io.candor.tenantservice.mail.Mailer;
import io.candor.tenantservice.plan.Plans;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Raises an alert, once a month for each step, when a budget nears its end, and mails it to those who answer for the money. */
@Singleton
class BudgetAlerts {
    private static final int[] STEPS = {50, 80, 100};
    private static final int WHOLE = 100;

    private final BudgetAlertRepository alerts;
    private final Mailer mails;
    private final Plans plans;
    private final IdGenerator ids;
    private final Clock clock;

    BudgetAlerts(BudgetAlertRepository alerts, Mailer mails, Plans plans, IdGenerator ids, Clock clock) {
        this.alerts = alerts;
        this.mails = mails;
        this.plans = plans;
        this.ids = ids;
        this.clock = clock;
    }

    /** Raises in the running transaction what {@code budget} has reached in {@code month}. */
    void raise(Budget budget, LocalDate month) {
        for (var step : STEPS) {
            if (!reached(budget, step)) {
                return;
            }
            var alert = new BudgetAlert(
                    ids.next(),
                    budget.id(),
                    budget.apiKeyId(),
                    month,
                    step,
                    budget.limitNanos(),
                    budget.spentNanos(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            if (alerts.insert(alert)) {
                mail(alert);
            }
        }
    }

    private static boolean reached(Budget budget, int step) {
        var share = BigInteger.valueOf(budget.limitNanos()).multiply(BigInteger.valueOf(step));
        var spent = BigInteger.valueOf(budget.spentNanos()).multiply(BigInteger.valueOf(WHOLE));
        return spent.compareTo(share) >= 0;
    }

    private void mail(BudgetAlert alert) {
        var whose = alert.apiKeyId() == null ? "your organisation" : "the API key " + alert.apiKeyId();
        var currency = plans.currency().toUpperCase(Locale.ROOT);
        var text = """
                The budget of %s for %tY-%<tm is used up to %d percent: %s of %s %s.
                """.formatted(
                        whose,
                        alert.period(),
                        alert.percent(),
                        Amount.ofNanos(alert.spentNanos()),
                        Amount.ofNanos(alert.limitNanos()),
                        currency);
        var subject = "Candor: " + alert.percent() + " percent of a budget is used up";
        alerts.recipients().forEach(address -> mails.send(address, subject, text));
    }
}
