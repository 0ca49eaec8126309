package io.candor.gateway;

import io.micronaut.runtime.Micronaut;

/** Starts the gateway. */
public class Application {
    public static void main(String[] args) {
        Micronaut.build(args).mainClass(Application.class).banner(false).start();
    }
}
