package io.candor.tenantservice.member;

import com.fasterxml.jackson.annotation.JsonValue;
import io.candor.tenantservice.scope.Scope;
import java.util.List;
import java.util.Locale;

/** What a member is in a tenant, and so what it may do. */
public enum Role {
    /** Answers for the tenant; there is always one. */
    OWNER(Scope.all()),
    /** Runs the tenant; what cannot be undone, erasure and the tenant's end, is left to an owner. */
    ADMIN(Scope.all().stream().filter(scope -> scope != Scope.PRIVACY_MANAGE).toList()),
    /** Works with the apps. */
    MEMBER(List.of(
            Scope.ASSISTANT_READ,
            Scope.ASSISTANT_WRITE,
            Scope.USAGE_READ,
            Scope.DECISIONS_READ,
            Scope.MODELS_READ,
            Scope.MODELS_INFER,
            Scope.TENANT_READ)),
    /** Checks what was decided. */
    AUDITOR(List.of(Scope.DECISIONS_READ, Scope.USAGE_READ, Scope.TENANT_READ)),
    /** Sees what is used and pays for it. */
    BILLING(List.of(Scope.BILLING_READ, Scope.BILLING_MANAGE, Scope.USAGE_READ, Scope.TENANT_READ)),
    /** Works with findings about patients. */
    CLINICIAN(List.of(Scope.DECISIONS_READ, Scope.MODELS_READ, Scope.TENANT_READ)),
    /** Works with campaigns, and has what customers write analysed. */
    MARKETER(List.of(
            Scope.ASSISTANT_READ, Scope.ASSISTANT_WRITE, Scope.DECISIONS_READ, Scope.MODELS_READ, Scope.TENANT_READ));

    private final List<Scope> scopes;

    Role(List<Scope> scopes) {
        this.scopes = scopes;
    }

    /** What the role lets a member do. */
    public List<Scope> scopes() {
        return scopes;
    }

    /** The role as JSON and the database write it. */
    @JsonValue
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that is written {@code value}. */
    public static Role of(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
