package io.candor.tenantservice.billing;

import java.time.Instant;
import java.util.Locale;

/**
 * What follows from an invoice that is not paid.
 *
 * @param unpaidSince when the first payment failed or was due
 * @param suspendsAt when the tenant is suspended unless it pays
 */
record Dunning(Stage stage, Instant unpaidSince, Instant suspendsAt) {
    /** How far it went. */
    enum Stage {
        /** The tenant goes on working. */
        GRACE,
        /** The tenant cannot work until it pays. */
        SUSPENDED;

        static Stage of(String value) {
            return valueOf(value.toUpperCase(Locale.ROOT));
        }
    }
}
