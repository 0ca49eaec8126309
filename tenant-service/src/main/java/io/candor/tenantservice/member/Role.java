package io.candor.tenantservice.member;

import com.fasterxml.jackson.annotation.JsonValue;
import io.candor.tenantservice.scope.Scope;
import java.util.List;
import java.util.Locale;

/** What a member is in a tenant, and so what it may do. */
public enum Role {
    /** Answers for the tenant; there is always one. */
    OWNER(Scope.all()),
    /** Runs the tenant. */
    ADMIN(Scope.all()),
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
    AUDITOR(List.of(Scope.DECISIONS_READ, Scope.USAGE_READ, Scope.TENANT_READ));

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
    static Role of(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
