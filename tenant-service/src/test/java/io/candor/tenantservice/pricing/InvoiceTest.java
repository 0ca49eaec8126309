package io.candor.tenantservice.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.plan.MeterTerms;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvoiceTest {
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final MeterTerms TERMS = new MeterTerms(1000, 2_500_000, null);

    @Test
    void eachLineIsRoundedAndTheTotalIsTheSumOfTheLines() {
        var invoice = Invoice.of(
                NOVEMBER,
                "eur",
                "team",
                49_000_000_000L,
                List.of(
                        new MeteredUnits(NOVEMBER, "assistant.analysis", "team", TERMS, 0, 1001),
                        new MeteredUnits(NOVEMBER, "speech.second", "team", TERMS, 1000, 3)));

        assertThat(invoice.lines()).extracting(InvoiceLine::amountCents).containsExactly(4900L, 0L, 1L);
        assertThat(invoice.totalCents()).isEqualTo(4901);
    }

    @Test
    void unitsAreThoseIncludedAndThoseBilled() {
        var invoice = Invoice.of(
                NOVEMBER,
                "eur",
                "team",
                0,
                List.of(new MeteredUnits(NOVEMBER, "assistant.analysis", "team", TERMS, 400, 1000)));

        var line = invoice.lines().getLast();

        assertThat(line.kind()).isEqualTo(InvoiceLine.Kind.USAGE);
        assertThat(line.units()).isEqualTo(1000);
        assertThat(line.includedUnits()).isEqualTo(600);
        assertThat(line.billableUnits()).isEqualTo(400);
        assertThat(line.amountCents()).isEqualTo(100);
    }

    @Test
    void aCorrectionOfAnEarlierMonthIsACredit() {
        var october = NOVEMBER.minusMonths(1);
        var invoice = Invoice.of(
                NOVEMBER,
                "eur",
                "team",
                1_000_000_000,
                List.of(new MeteredUnits(october, "assistant.analysis", "team", TERMS, 1400, -400)));

        assertThat(invoice.lines().getLast().kind()).isEqualTo(InvoiceLine.Kind.ADJUSTMENT);
        assertThat(invoice.totalCents()).isZero();
    }
}
