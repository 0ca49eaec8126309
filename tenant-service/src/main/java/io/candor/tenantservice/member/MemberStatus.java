package io.candor.tenantservice.member;

import com.fasterxml.jackson.annotation.JsonValue;
import io.candor.platform.web.ProblemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    /**
     * The status that a list is asked for, if any.
     *
     * @throws ProblemException 400 for a status that there is not
     */
    static @Nullable MemberStatus wanted(@Nullable String value) {
        try {
            return value == null ? null : of(value);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("status", "must be invited or active");
        }
    }

    static MemberStatus of(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
