package io.candor.tenantservice.plan;

import org.jspecify.annotations.Nullable;

/** The plan file cannot be used; the message names the key. */
final class PlanFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PlanFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
