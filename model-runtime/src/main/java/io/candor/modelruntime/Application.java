package io.candor.modelruntime;

import io.micronaut.runtime.Micronaut;

/** The model runtime: the one process that loads models. */
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        Micronaut.run(Application.class, args);
    }
}
