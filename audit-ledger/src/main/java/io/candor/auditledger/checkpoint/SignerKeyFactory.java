package io.candor.auditledger.checkpoint;

import io.candor.auditledger.merkle.InvalidNoteException;
import io.candor.auditledger.merkle.SignerKey;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the key that signs checkpoints, and makes it at the first start, readable by its owner alone. */
@Factory
class SignerKeyFactory {
    private static final Logger LOG = LoggerFactory.getLogger(SignerKeyFactory.class);

    @Singleton
    SignerKey signerKey(CheckpointConfig config) {
        var file = config.key().toAbsolutePath();
        try {
            if (!Files.exists(file)) {
                create(file, SignerKey.generate(config.origin()));
            }
            return read(file, config.origin());
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger key " + file + " cannot be read or made", e);
        }
    }

    /** The whole key appears under its name at once, and of two processes that make one the first wins. */
    private static void create(Path file, SignerKey key) throws IOException {
        var folder = Files.createDirectories(file.getParent());
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(folder, file.getFileName().toString(), ".new", ownerOnly);
        try {
            Files.writeString(draft, key.secretText() + "\n");
            Files.createLink(file, draft);
            LOG.info("Made the ledger key {}", key.verifierKey());
        } catch (FileAlreadyExistsException madeByAnother) {
            LOG.info("Another process has just made the ledger key");
        } finally {
            Files.delete(draft);
        }
    }

    private static SignerKey read(Path file, String origin) throws IOException {
        try {
            var key = SignerKey.parse(Files.readString(file).strip());
            if (!key.verifierKey().name().equals(origin)) {
                throw new IllegalStateException("The ledger key " + file + " is for the origin "
                        + key.verifierKey().name() + ", not for " + origin);
            }
            return key;
        } catch (InvalidNoteException malformed) {
            throw new IllegalStateException("The ledger key " + file + ": " + malformed.getMessage(), malformed);
        }
    }
}
