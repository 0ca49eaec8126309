package io.candor.launcher.process;

/** Where the launcher tells a person what goes on. */
@FunctionalInterface
public interface Progress {

    /** One line. */
    void say(String line);
}
