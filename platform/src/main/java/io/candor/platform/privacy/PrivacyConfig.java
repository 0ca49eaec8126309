package io.candor.platform.privacy;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/**
 * Which tables are treated otherwise.
 *
 * @param keptTables what outlives its tenant because the law says so, such as invoices
 * @param technicalTables what holds nothing that is not exported elsewhere
 */
@ConfigurationProperties("candor.privacy")
record PrivacyConfig(
        @Bindable(defaultValue = "") List<String> keptTables,
        @Bindable(defaultValue = "") List<String> technicalTables) {
    private static final List<String> OF_EVERY_SERVICE = List.of("outbox", "inbox", "idempotency_key", "subject_key");

    boolean isKept(String table) {
        return keptTables.contains(table);
    }

    boolean isExported(String table) {
        return !OF_EVERY_SERVICE.contains(table) && !technicalTables.contains(table);
    }
}
