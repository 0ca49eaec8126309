package io.candor.tenantservice.billing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who issues and collects a tenant's invoices. */
public enum BillingMode {
    /** Candor issues them, the operator collects them. */
    MANUAL,
    /** Stripe issues and collects them. */
    STRIPE;

    /** The mode as JSON and the database write it. */
    @JsonValue
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BillingMode of(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
