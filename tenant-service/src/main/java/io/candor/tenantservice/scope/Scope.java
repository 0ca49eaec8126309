package io.candor.tenantservice.scope;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** What a tenant can let a person or a key do; the platform's own scopes are not among them. */
public enum Scope {
    /** Read analyses. */
    ASSISTANT_READ("assistant:read"),
    /** Have texts analysed. */
    ASSISTANT_WRITE("assistant:write"),
    /** Read what was metered. */
    USAGE_READ("usage:read"),
    /** Read decision records and their receipts. */
    DECISIONS_READ("decisions:read"),
    /** See models. */
    MODELS_READ("models:read"),
    /** Run models. */
    MODELS_INFER("models:infer"),
    /** Load, unload and release the tenant's own models. */
    MODELS_MANAGE("models:manage"),
    /** See the tenant, its members and keys. */
    TENANT_READ("tenant:read"),
    /** Change members and keys. */
    TENANT_ADMIN("tenant:admin"),
    /** See plan, prices, invoices and budgets. */
    BILLING_READ("billing:read"),
    /** Change plan, budgets and how is paid. */
    BILLING_MANAGE("billing:manage"),
    /** Export and erase what is about a person or of the tenant. */
    PRIVACY_MANAGE("privacy:manage");

    private final String value;

    Scope(String value) {
        this.value = value;
    }

    /** The scope as tokens carry it. */
    @JsonValue
    public String value() {
        return value;
    }

    /** The scope that is written {@code value}. */
    public static Scope of(String value) {
        return Arrays.stream(values())
                .filter(scope -> scope.value.equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No scope is written " + value));
    }

    /** All scopes. */
    public static List<Scope> all() {
        return List.of(values());
    }

    @Override
    public String toString() {
        return value;
    }
}
