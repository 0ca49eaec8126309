package io.candor.tenantservice.member;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a membership has come. */
enum MemberStatus {
    /** Nobody has signed in with the address yet. */
    INVITED,
    /** It belongs to a person. */
    ACTIVE;

    @JsonValue
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MemberStatus of(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
