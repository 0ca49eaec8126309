package io.candor.auditledger;

import io.micronaut.runtime.Micronaut;

/** Starts the audit ledger. */
public final class Application {
    private Application() {}

    /** Starts the service with the configuration of its environment. */
    public static void main(String[] args) {
        Micronaut.run(Application.class, args);
    }
}
