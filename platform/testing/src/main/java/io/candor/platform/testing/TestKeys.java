package io.candor.platform.testing;

import io.candor.platform.crypto.MasterKeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The master keyset of the services under test: one per test JVM. */
public final class TestKeys {
    private TestKeys() {}

    private static final class Holder {
        static final Path FILE = create();
    }

    /** The file of the master keyset. */
    public static Path masterKey() {
        return Holder.FILE;
    }

    private static Path create() {
        try {
            var file = Files.createTempDirectory("candor-master").resolve("master.json");
            MasterKeyFile.create(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
