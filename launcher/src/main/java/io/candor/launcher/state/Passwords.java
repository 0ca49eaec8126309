package io.candor.launcher.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Random passwords, made once and kept in the state folder. */
public final class Passwords {
    private static final int RANDOM_BYTES = 24;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    /** Passwords of one state folder. */
    public Passwords(StateFolder state) {
        this.folder = state.keys();
    }

    /** The password of that name; made at the first call. */
    public synchronized String of(String name) {
        var file = folder.resolve(name + ".password");
        if (!Files.exists(file)) {
            var bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            PrivateFile.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        return PrivateFile.read(file);
    }
}
