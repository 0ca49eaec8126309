package io.candor.tenantservice.mail;

import java.util.UUID;

/** A mail that waits. */
record Mail(UUID id, String recipient, String subject, String body, int attempts) {
    /** Shows nothing of a person. */
    @Override
    public String toString() {
        return "Mail[" + id + "]";
    }
}
