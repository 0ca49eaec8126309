package io.candor.tenantservice;

import io.micronaut.runtime.Micronaut;

/** Starts the tenant service. */
public final class Application {
    private Application() {}

    /** The entry point of the jar. */
    public static void main(String[] arguments) {
        Micronaut.run(Application.class, arguments);
    }
}
