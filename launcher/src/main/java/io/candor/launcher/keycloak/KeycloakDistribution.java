package io.candor.launcher.keycloak;

import io.candor.launcher.process.OneShot;
import io.candor.launcher.state.FolderTree;
import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks Keycloak's distribution and runs its build step, once each. */
final class KeycloakDistribution {
    private static final List<String> BUILD =
            List.of("build", "--db=dev-file", "--health-enabled=false", "--metrics-enabled=false");

    private final Path folder;
    private final Path buildLog;

    KeycloakDistribution(Path folder, Path buildLog) {
        this.folder = folder;
        this.buildLog = buildLog;
    }

    /** The unpacked and built distribution. */
    Path prepare(Path distributionFolder) throws InterruptedException {
        var zip = zipIn(distributionFolder);
        var home = folder.resolve(zip.getFileName().toString().replace(".zip", ""));
        var built = home.resolve("built");
        try {
            if (!Files.isDirectory(home)) {
                var next = FolderTree.createAnew(folder.resolve("unpacking"));
                unpack(zip, next);
                Files.move(next, home);
            }
            if (!Files.exists(built)) {
                build(home);
                Files.writeString(built, String.join(" ", BUILD));
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack Keycloak into " + folder, e);
        }
    }

    private static Path zipIn(Path distributionFolder) {
        try (var files = Files.newDirectoryStream(distributionFolder, "keycloak-quarkus-dist-*.zip")) {
            return files.iterator().next();
        } catch (IOException | NoSuchElementException e) {
            throw new LauncherException(
                    "Keycloak's distribution is not in " + distributionFolder + "; run ./candor up, which builds it",
                    e);
        }
    }

    /** Leaves out the archive's top folder, whose name has the version in it. */
    private static void unpack(Path archive, Path target) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                var name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                var file = target.resolve(name).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("The archive leaves its folder: " + name);
                }
                write(zip, entry, file);
            }
        }
    }

    private static void write(ZipFile zip, ZipEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        try (var content = zip.getInputStream(entry)) {
            Files.copy(content, file);
        }
        if (file.toString().endsWith(".sh")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private void build(Path home) throws InterruptedException {
        var command = new ArrayList<>(List.of(home.resolve("bin/kc.sh").toString()));
        command.addAll(BUILD);
        if (OneShot.run(command, Map.of("JAVA_HOME", System.getProperty("java.home")), buildLog) != 0) {
            throw new LauncherException("Keycloak's build step failed; see " + buildLog);
        }
    }
}
