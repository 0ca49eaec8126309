package io.candor.launcher.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The one folder that holds everything the platform keeps on this machine. */
public record StateFolder(Path root) {

    /** Makes the path absolute, so that it means the same in every process that gets it. */
    public StateFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** Creates the folders that are missing; only their owner may enter. */
    public void create() {
        for (var folder : new Path[] {root, postgres(), keycloak(), keys(), logs(), run(), cache(), models()}) {
            try {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot create the state folder " + folder, e);
            }
        }
    }

    /** Binaries and data of PostgreSQL. */
    public Path postgres() {
        return root.resolve("pg");
    }

    /** Keycloak's distribution and data. */
    public Path keycloak() {
        return root.resolve("keycloak");
    }

    /** Private keys and the trust file. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** One log per process. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Records of the running processes. */
    public Path run() {
        return root.resolve("run");
    }

    /** What makes the next start faster and may be deleted at any time. */
    public Path cache() {
        return root.resolve("cache");
    }

    /** Models beside those that are built: pulled weights, and what belongs to tenants. */
    public Path models() {
        return root.resolve("models");
    }

    /** The web address, the accounts and the API key of the demo. */
    public Path accessFile() {
        return root.resolve("access.json");
    }

    /** The ledger's public key as pinned at the first start. */
    public Path ledgerPublicKey() {
        return keys().resolve("ledger.vkey");
    }

    /** The log of one process. */
    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /** What the command line of each of this folder's processes contains. */
    public String marker() {
        return "-Dcandor.state=" + root;
    }

    /** Removes the folder with everything in it. */
    public void delete() {
        FolderTree.delete(root);
    }
}
