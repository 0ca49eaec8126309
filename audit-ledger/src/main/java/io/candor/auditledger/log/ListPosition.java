package io.candor.auditledger.log;

import io.candor.platform.web.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** A place in the list of decisions, newest first. */
record ListPosition(Instant createdAt, UUID id) {
    static ListPosition of(LogEntry entry) {
        return new ListPosition(entry.createdAt(), entry.id());
    }

    static ListPosition parse(String text) {
        var parts = text.split("/", -1);
        try {
            if (parts.length == 2) {
                return new ListPosition(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            throw refused();
        }
        throw refused();
    }

    String text() {
        return createdAt + "/" + id;
    }

    private static ProblemException refused() {
        return ProblemException.invalid("cursor", "is not one that this list gave");
    }
}
