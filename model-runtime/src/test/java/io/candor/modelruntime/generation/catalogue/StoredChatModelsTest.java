package io.candor.modelruntime.generation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.candor.modelruntime.generation.ChatModel;
import io.candor.modelruntime.generation.ChatModels;
import io.candor.modelruntime.modelrepository.ModelStore;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredChatModelsTest {
    private static final String LLAMA = "{type: llama.cpp, file: model.gguf, sha256: \"" + "a".repeat(64) + "\"}";
    private static final String UPSTREAM = "{type: upstream, name: vllm, url: \"http://127.0.0.1:1/v1\", model: m}";

    @TempDir
    private Path folder;

    private Path built;
    private Path local;
    private ChatModels models;

    @BeforeEach
    void open() throws IOException {
        built = Files.createDirectories(folder.resolve("built"));
        local = Files.createDirectories(folder.resolve("local"));
        models = new ChatModels(new StoredChatModels(new ModelStore(List.of(built, local)), Duration.ZERO));
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void aModelWithoutWeightsIsThereAndSaysWhatToRun() throws IOException {
        write(built, "small", "1", LLAMA);

        var model = models.get("small");
        var problem = catchThrowableOfType(ProblemException.class, model.engine()::requireAvailable);

        assertThat(models.all()).extracting(ChatModel::name).containsExactly("small");
        assertThat(problem.status().getCode()).isEqualTo(503);
        assertThat(problem.slug()).isEqualTo("model-unavailable");
        assertThat(problem.detail()).contains("run ./candor models pull small");
    }

    @Test
    void weightsThatComeLaterAreFoundWithoutARestart() throws IOException {
        write(built, "small", "1", LLAMA);
        var before = models.get("small");

        write(local, "small", "1", LLAMA);
        Files.writeString(local.resolve("small/1/model.gguf"), "weights");

        models.get("small").engine().requireAvailable();
        assertThat(models.get("small").sha256()).isEqualTo(before.sha256());
    }

    @Test
    void modelsOfOtherKindsAreLeftAlone() throws IOException {
        Files.createDirectories(built.resolve("other/1"));
        Files.writeString(built.resolve("other/1/model.yaml"), "{name: other, version: \"1\", kind: onnx}");

        assertThat(models.all()).isEmpty();
        assertThat(catchThrowableOfType(ProblemException.class, () -> models.get("other"))
                        .status()
                        .getCode())
                .isEqualTo(404);
    }

    @Test
    void theHighestVersionCountsAndADescriptionIsReadAgainWhenItChanges() throws IOException {
        write(built, "small", "2", LLAMA);
        write(built, "small", "10", LLAMA + ", " + UPSTREAM);

        assertThat(models.get("small").version()).isEqualTo("10");
        assertThat(models.get("small").engine().name()).isEqualTo("llama.cpp, vllm");

        write(built, "small", "10", UPSTREAM);
        Files.setLastModifiedTime(
                built.resolve("small/10/model.yaml"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(models.get("small").engine().name()).isEqualTo("vllm");
        assertThat(models.get("small").created()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void aTenantsModelIsThatTenantsAlone() throws IOException {
        var owner = UUID.randomUUID();
        write(local.resolve("tenants/" + owner), "own", "1", LLAMA);
        write(local.resolve("tenants/" + owner), "calling", "1", UPSTREAM);

        assertThat(models.all()).isEmpty();
        assertThat(as(owner)).containsExactly("own");
        assertThat(as(UUID.randomUUID())).isEmpty();
    }

    private List<String> as(UUID tenant) {
        return TenantContext.ofService("test", tenant, "1")
                .call(() -> models.all().stream().map(ChatModel::name).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            context_length: 64                   | engines is missing
            engines: []                          | engines must be a list with at least one entry
            engines: [{type: magic}]             | engines[0].type must be llama.cpp or upstream
            engines: [{file: x}]                 | engines[0].type is missing
            engines: [{type: llama.cpp, file: ../x, sha256: D}] | engines[0].file must be a file inside
            engines: [{type: llama.cpp, file: x}] | engines[0].sha256 is missing
            engines: [{type: llama.cpp, file: x, sha256: 12}] | engines[0].sha256 must be 64
            engines: [{type: llama.cpp, file: x, sha256: D, slots: 0}] | engines[0].slots must be a whole number
            engines: [{type: llama.cpp, file: x, sha256: D, speed: 9}] | engines[0].speed is no setting
            engines: [{type: upstream, model: m}] | engines[0].url is missing
            engines: [{type: upstream, url: 'file:///x', model: m}] | engines[0].url must be an address
            engines: [{type: upstream, url: 'http://u:p@h/v1', model: m}] | engines[0].url must be an address
            engines: [{type: upstream, url: 'http://h/v1'}] | engines[0].model is missing
            engines: [{type: upstream, url: 'http://h/v1', model: m, api_key: s}] | engines[0].api_key is no setting
            engines: [{type: upstream, url: 'http://h/v1', model: m, api_key_env: 'a b'}] | engines[0].api_key_env must be
            engines: [{type: upstream, url: 'http://h/v1', model: m, api_key_env: A, api_key_file: f}] | engines[0].api_key_file must be left out
            engines: [{type: upstream, url: 'http://h/v1', model: m, timeouts: {idle: soon}}] | engines[0].timeouts.idle must be a time
            engines: [{type: upstream, url: 'http://h/v1', model: m, circuit_breaker: {failure_rate: 101}}] | engines[0].circuit_breaker.failure_rate must be
            """)
    void whatIsWrongIsNamed(String engines, String reason) throws IOException {
        Files.createDirectories(built.resolve("wrong/1"));
        Files.writeString(
                built.resolve("wrong/1/model.yaml"),
                "name: wrong\nversion: \"1\"\nkind: text-generation\nowned_by: me\n"
                        + (engines.startsWith("context") ? "" : "context_length: 64\n")
                        + engines.replace("sha256: D", "sha256: \"" + "d".repeat(64) + "\""));

        var problem = catchThrowableOfType(ProblemException.class, () -> models.get("wrong"));

        assertThat(problem.status().getCode()).isEqualTo(503);
        assertThat(problem.detail()).contains(reason);
        assertThat(models.all()).isEmpty();
    }

    private static void write(Path root, String name, String version, String engines) throws IOException {
        var model = Files.createDirectories(root.resolve(name).resolve(version));
        Files.writeString(model.resolve("model.yaml"), """
                name: %s
                version: "%s"
                kind: text-generation
                owned_by: someone
                context_length: 64
                engines: [%s]
                """.formatted(name, version, engines));
    }
}
