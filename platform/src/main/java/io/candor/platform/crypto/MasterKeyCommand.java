package io.candor.platform.crypto;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * Makes and rotates the master keyset: {@code create FILE}, {@code add FILE}, {@code promote FILE}, {@code retire FILE}.
 *
 * <p>A rotation is {@code add}, a pause until every replica has read the file (seconds for a file, a minute or two for a
 * Kubernetes secret), {@code promote}, and {@code retire} once no service shows a key that waits. The variable
 * {@code CANDOR_MASTER_KEY_KMS} names the key that the file is encrypted with.
 */
public final class MasterKeyCommand {
    private MasterKeyCommand() {}

    /** Runs the command; ends with 2 when it cannot be done. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    @SuppressWarnings("SystemOut")
    static int run(String... arguments) {
        if (arguments.length != 2) {
            System.err.println("create, add, promote or retire, and a file");
            return 2;
        }
        try {
            var file = MasterKeyFile.of(Path.of(arguments[1]), System.getenv("CANDOR_MASTER_KEY_KMS"));
            var keyset = keyset(arguments[0], file);
            file.write(keyset);
            System.out.println("key " + Integer.toUnsignedString(keyset.primary()) + " of "
                    + keyset.ids().size() + " wraps");
            return 0;
        } catch (GeneralSecurityException | IllegalArgumentException | MasterKeyException e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }

    private static MasterKeyset keyset(String verb, MasterKeyFile file) throws GeneralSecurityException {
        return switch (verb) {
            case "create" -> {
                if (Files.exists(file.path())) {
                    throw new IllegalArgumentException(file.path() + " exists; it was not touched");
                }
                yield MasterKeyset.generate();
            }
            case "add" -> file.read().withNewKey();
            case "promote" -> file.read().promotingTheNewest();
            case "retire" -> file.read().onlyThePrimary();
            default -> throw new IllegalArgumentException("Unknown: " + verb);
        };
    }
}
