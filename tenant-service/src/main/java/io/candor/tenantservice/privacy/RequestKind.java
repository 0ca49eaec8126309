package io.candor.tenantservice.privacy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What is asked for. */
enum RequestKind {
    @JsonProperty("export-subject")
    EXPORT_SUBJECT,
    @JsonProperty("erase-subject")
    ERASE_SUBJECT,
    @JsonProperty("export-tenant")
    EXPORT_TENANT,
    @JsonProperty("delete-tenant")
    DELETE_TENANT;

    String value() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static RequestKind of(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    boolean isAboutSubject() {
        return this == EXPORT_SUBJECT || this == ERASE_SUBJECT;
    }

    boolean isExport() {
        return this == EXPORT_SUBJECT || this == EXPORT_TENANT;
    }
}
