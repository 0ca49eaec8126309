package io.candor.tenantservice.apikey;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a key is for real work or for trying things out. */
enum Environment {
    LIVE,
    TEST;

    @JsonValue
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Environment of(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
