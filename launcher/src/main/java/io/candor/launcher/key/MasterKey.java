package io.candor.launcher.key;

import io.candor.launcher.state.PrivateFile;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The keyset that wraps every key of a person: a Tink keyset of one AES-256-GCM key, as JSON. */
public final class MasterKey {
    /** {@code google.crypto.tink.AesGcmKey} in Protocol Buffers: its field 3 are the 32 bytes of the key. */
    private static final byte[] FIELD = {0x1A, 32};

    private final Path file;

    /** The master key of one state folder. */
    public MasterKey(StateFolder state) {
        this.file = state.keys().resolve("master.json");
    }

    /** The file with the keyset. */
    public Path file() {
        return file;
    }

    /** Makes the keyset unless it is there. */
    public void create() {
        if (!Files.exists(file)) {
            PrivateFile.write(file, keyset(new SecureRandom()));
        }
    }

    private static String keyset(SecureRandom random) {
        var key = new byte[FIELD.length + 32];
        random.nextBytes(key);
        System.arraycopy(FIELD, 0, key, 0, FIELD.length);
        var id = 1 + random.nextInt(Integer.MAX_VALUE - 1);
        return """
                {"primaryKeyId":%1$d,"key":[{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey",\
                "value":"%2$s","keyMaterialType":"SYMMETRIC"},"status":"ENABLED","keyId":%1$d,"outputPrefixType":"TINK"}]}
                """.formatted(id, Base64.getEncoder().encodeToString(key));
    }
}
