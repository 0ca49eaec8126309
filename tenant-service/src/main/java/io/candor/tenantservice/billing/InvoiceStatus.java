package io.candor.tenantservice.billing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an invoice stands, in Stripe's words. */
public enum InvoiceStatus {
    /** May still change. */
    DRAFT,
    /** Is to be paid. */
    OPEN,
    /** Is paid. */
    PAID,
    /** Was withdrawn. */
    VOID,
    /** Was given up. */
    UNCOLLECTIBLE;

    /** The status as JSON and the database write it. */
    @JsonValue
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that is written {@code value}. */
    public static InvoiceStatus of(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
