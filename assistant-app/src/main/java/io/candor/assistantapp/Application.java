package io.candor.assistantapp;

import io.micronaut.runtime.Micronaut;

/** Starts the assistant app. */
public final class Application {
    private Application() {}

    /** Starts the service; its configuration comes from the environment. */
    public static void main(String[] arguments) {
        Micronaut.run(Application.class, arguments);
    }
}
