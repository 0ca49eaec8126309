package io.candor.tenantservice.billing;

import io.candor.tenantservice.pricing.Money;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/** An invoice of manual billing as a PDF. */
@Singleton
class InvoicePdf {
    private static final float TITLE = 18;
    private static final float TEXT = 10;
    private static final float SMALL = 8;
    private static final float LINE = 15;
    private static final float MONTH = 330;
    private static final float QUANTITY = 450;

    private final BillingConfig config;

    InvoicePdf(BillingConfig config) {
        this.config = config;
    }

    byte[] write(BilledInvoice invoice) {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            var pages = new PdfPages(document);
            writeHead(pages, invoice);
            writeLines(pages, invoice);
            pages.finish();
            describe(document, invoice);
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeHead(PdfPages pages, BilledInvoice invoice) throws IOException {
        pages.left(PdfPages.LEFT, PdfPages.RIGHT, TITLE, "Invoice " + invoice.number());
        pages.down(LINE * 1.5f);
        line(pages, SMALL, "Manual billing: this invoice is not collected automatically, please transfer the amount.");
        pages.down(LINE);
        for (var line : config.seller()) {
            line(pages, TEXT, line);
        }
        pages.down(LINE);
        line(pages, TEXT, "To: " + invoice.recipient());
        pages.down(LINE);
        line(pages, TEXT, "Issued " + day(invoice.issuedAt()) + ", due " + day(invoice.dueAt()));
        line(pages, TEXT, "For " + invoice.month() + " (UTC)");
        if (invoice.paidAt() != null) {
            line(pages, TEXT, "Paid " + day(invoice.paidAt()));
        }
        pages.down(LINE);
    }

    private static void writeLines(PdfPages pages, BilledInvoice invoice) throws IOException {
        row(pages, "What", "Month", "Units", "Amount (" + currency(invoice) + ")");
        pages.down(LINE / 3);
        for (var line : invoice.lines()) {
            row(
                    pages,
                    line.description(),
                    line.month() == null ? "" : line.month().toString(),
                    String.format(Locale.ROOT, "%,d", line.quantity()),
                    Money.textOfCents(line.amountCents()));
        }
        pages.down(LINE / 3);
        row(pages, "Total", "", "", Money.textOfCents(invoice.totalCents()) + " " + currency(invoice));
    }

    private static void row(PdfPages pages, String what, String month, String units, String amount) throws IOException {
        pages.left(PdfPages.LEFT, MONTH - LINE, TEXT, what);
        pages.left(MONTH, QUANTITY, TEXT, month);
        pages.right(QUANTITY, TEXT, units);
        pages.right(PdfPages.RIGHT, TEXT, amount);
        pages.down(LINE);
    }

    private static void line(PdfPages pages, float size, String text) throws IOException {
        pages.left(PdfPages.LEFT, PdfPages.RIGHT, size, text);
        pages.down(LINE);
    }

    private static String currency(BilledInvoice invoice) {
        return invoice.currency().toUpperCase(Locale.ROOT);
    }

    private static String day(@Nullable Instant instant) {
        return instant == null
                ? "-"
                : LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    /** The same invoice gives the same description, whenever it is written. */
    private static void describe(PDDocument document, BilledInvoice invoice) {
        var created = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        created.setTimeInMillis(invoice.createdAt().toEpochMilli());
        var description = document.getDocumentInformation();
        description.setTitle("Invoice " + invoice.number());
        description.setCreationDate(created);
        document.getDocumentCatalog().setLanguage("en");
    }
}
