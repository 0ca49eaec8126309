package io.candor.platform.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** The file of a master keyset, in clear or encrypted by a key management service. */
public final class MasterKeyFile {
    private final Path path;
    private final @Nullable Aead kms;

    private MasterKeyFile(Path path, @Nullable Aead kms) {
        this.path = path;
        this.kms = kms;
    }

    /** Makes a new keyset in clear under {@code path}, which nobody but its owner can read. */
    public static void create(Path path) {
        try {
            of(path, null).write(MasterKeyset.generate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES-GCM", e);
        }
    }

    /**
     * A keyset's file.
     *
     * @param kmsUri the key that it is encrypted with, or null
     */
    static MasterKeyFile of(Path path, @Nullable String kmsUri) {
        if (kmsUri == null || kmsUri.isBlank()) {
            return new MasterKeyFile(path, null);
        }
        try {
            return new MasterKeyFile(path, client(kmsUri).getAead(kmsUri));
        } catch (GeneralSecurityException e) {
            throw new MasterKeyException("The master key's key " + kmsUri + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static com.google.crypto.tink.KmsClient client(String uri) throws GeneralSecurityException {
        try {
            return KmsClients.get(uri);
        } catch (GeneralSecurityException notRegistered) {
            return KmsClients.getAutoLoaded(uri).withDefaultCredentials();
        }
    }

    Path path() {
        return path;
    }

    String text() {
        if (!Files.isRegularFile(path)) {
            throw new MasterKeyException("The master key " + path + " is missing. Without it nothing personal can be"
                    + " read; restore the file from its backup. Nothing was changed");
        }
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new MasterKeyException("The master key " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    MasterKeyset parse(String text) {
        try {
            return MasterKeyset.parse(text, kms);
        } catch (GeneralSecurityException e) {
            throw new MasterKeyException(
                    "The master key " + path + " is no keyset that can be opened. Nothing was changed", e);
        }
    }

    MasterKeyset read() {
        return parse(text());
    }

    /** Replaces the file as a whole; nobody else can read it at any moment. */
    void write(MasterKeyset keyset) {
        var next = path.resolveSibling(path.getFileName() + ".next");
        try {
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(next, keyset.serialize(kms), StandardOpenOption.WRITE);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path, e);
        } catch (GeneralSecurityException e) {
            throw new MasterKeyException("The master key " + path + " cannot be encrypted: " + e.getMessage(), e);
        }
    }
}
