package io.candor.tenantservice.tenant;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a tenant stands with the platform. */
public enum TenantStatus {
    /** As it should be. */
    ACTIVE,
    /** Something is owed; everything still works. */
    GRACE,
    /** Only bills and privacy requests can be seen to. */
    SUSPENDED,
    /** On its way out: as suspended, until everything is gone. */
    DELETING;

    /** The status as JSON and the database write it. */
    @JsonValue
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status that is written {@code value}. */
    public static TenantStatus of(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }

    /** Whether calls are let through to the apps. */
    public boolean mayCall() {
        return this == ACTIVE || this == GRACE;
    }
}
