package io.candor.tenantservice.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a tenant has booked. */
public enum Plan {
    /** To try. */
    FREE(60, 30),
    /** For a team. */
    TEAM(1_200, 600),
    /** For a company. */
    BUSINESS(60_000, 60_000);

    private final RequestsPerMinute requestsPerMinute;

    Plan(int perTenant, int perKey) {
        this.requestsPerMinute = new RequestsPerMinute(perTenant, perKey);
    }

    /** The plan's rate limits. */
    public RequestsPerMinute requestsPerMinute() {
        return requestsPerMinute;
    }

    /** The plan as JSON and the database write it. */
    @JsonValue
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The plan that is written {@code value}. */
    public static Plan of(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
