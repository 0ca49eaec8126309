package io.candor.tenantservice.billing;

import io.candor.tenantservice.pricing.Money;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An invoice as CSV (RFC 4180), a row for each line; what a spreadsheet would take for a formula begins with {@code '}. */
final class InvoiceCsv {
    private static final String HEADER =
            "invoice,mode,status,kind,description,meter,month,quantity,amount,currency\r\n";

    private InvoiceCsv() {}

    static byte[] write(BilledInvoice invoice) {
        var csv = new StringBuilder(HEADER);
        for (var line : invoice.lines()) {
            csv.append(Stream.of(
                            invoice.number(),
                            invoice.mode().value(),
                            invoice.status().value(),
                            line.kind(),
                            line.description(),
                            line.meter(),
                            line.month(),
                            line.quantity(),
                            Money.textOfCents(line.amountCents()),
                            invoice.currency())
                    .map(InvoiceCsv::field)
                    .collect(Collectors.joining(",", "", "\r\n")));
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String field(@Nullable Object value) {
        var plain = value == null ? "" : value.toString();
        var text = value instanceof String && plain.matches("(?s)[=+@\\t\\r-](?![0-9.]*$).*") ? "'" + plain : plain;
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
