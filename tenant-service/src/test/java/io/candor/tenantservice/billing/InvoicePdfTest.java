package io.candor.tenantservice.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class InvoicePdfTest {
    private static final Instant ISSUED = Instant.parse("2026-12-01T01:00:00Z");

    private final InvoicePdf pdf = new InvoicePdf(new BillingConfig(
            List.of("Candor GmbH", "Straße 1, 10115 Berlin"),
            "CND",
            Duration.ofHours(1),
            Duration.ofDays(30),
            Duration.ofDays(14),
            List.of()));

    @Test
    void whatTheInvoiceSaysCanBeSelected() throws IOException {
        var text =
                text(pdf.write(invoice("Acme Bank", List.of(line("Plan Team", 1, 4900), line("Texts", 12_500, 500)))));

        assertThat(text)
                .contains("Invoice CND-2026-000001", "Manual billing: this invoice is not collected automatically")
                .contains("Candor GmbH", "Straße 1, 10115 Berlin", "To: Acme Bank")
                .contains("Issued 2026-12-01, due 2026-12-31", "Plan Team", "49.00", "12,500", "5.00", "54.00 EUR");
    }

    @Test
    void chineseNamesAreText() throws IOException {
        assertThat(text(pdf.write(invoice("上海示例银行 (Acme)", List.of(line("套餐", 1, 4900))))))
                .contains("上海示例银行", "(Acme)", "套餐");
    }

    @Test
    void aLongInvoiceHasSeveralPages() throws IOException {
        var lines = IntStream.range(0, 120)
                .mapToObj(i -> line("A meter with a very long title that does not fit its column, number " + i, i, 100))
                .toList();

        var bytes = pdf.write(invoice("Acme Bank", lines));

        try (var document = Loader.loadPDF(bytes)) {
            assertThat(document.getNumberOfPages()).isEqualTo(3);
        }
        assertThat(text(bytes)).contains("A meter with", "…", "120.00 EUR");
    }

    private static String text(byte[] bytes) throws IOException {
        try (var document = Loader.loadPDF(bytes)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static BilledLine line(String description, long quantity, long cents) {
        return new BilledLine("usage", description, null, YearMonth.of(2026, 11), quantity, cents);
    }

    private static BilledInvoice invoice(String recipient, List<BilledLine> lines) {
        return new BilledInvoice(
                UUID.randomUUID(),
                BillingMode.MANUAL,
                "CND-2026-000001",
                null,
                YearMonth.of(2026, 11),
                InvoiceStatus.OPEN,
                recipient,
                "eur",
                lines.stream().mapToLong(BilledLine::amountCents).sum(),
                0,
                Instant.parse("2026-11-01T00:00:00Z"),
                ISSUED,
                ISSUED,
                ISSUED,
                ISSUED.plus(Duration.ofDays(30)),
                null,
                null,
                null,
                null,
                lines);
    }
}
