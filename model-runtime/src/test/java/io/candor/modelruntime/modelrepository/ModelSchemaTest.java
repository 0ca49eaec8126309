package io.candor.modelruntime.modelrepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The published schema says what the reader does. */
class ModelSchemaTest {
    private static final ModelId ID = new ModelId("scale", "1");
    private static final String ONNX = """
            name: scale
            version: "1"
            kind: onnx
            files:
              - {path: model.onnx, sha256: 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a}
            max_batch_size: 8
            instance_group: {count: 2, kind: KIND_CPU, threads: 1, gpus: [0]}
            dynamic_batching:
              preferred_batch_size: [4, 8]
              max_queue_delay_microseconds: 100
              preserve_ordering: false
              priority_levels: 2
              default_priority_level: 1
              default_queue_policy: {timeout_action: DELAY, default_timeout_microseconds: 5, max_queue_size: 9}
              priority_queue_policy: {2: {timeout_action: REJECT, allow_timeout_override: true}}
            warm_up: {x: [1, 3]}
            """;

    private static JsonSchema schema;

    @BeforeAll
    static void read() throws IOException {
        var file = Path.of("..", "docs", "schemas", "model.schema.json");
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(file));
    }

    static Stream<Path> shipped() throws IOException {
        return Files.find(Path.of("models"), 3, (file, attributes) -> file.endsWith("model.yaml"));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedModelFollowsIt(Path file) throws IOException {
        assertThat(violations(Files.readString(file))).isEmpty();
    }

    @Test
    void whatTheSchemaAllowsIsRead() throws MalformedModelException {
        assertThat(violations(ONNX)).isEmpty();

        var onnx = (ModelDefinition.Onnx) DefinitionReader.read(ID, ONNX).definition();

        var queue = onnx.execution().queue();
        assertThat(onnx.execution().instanceGroup().count()).isEqualTo(2);
        assertThat(onnx.execution().instanceGroup().kind()).isEqualTo(InstanceGroup.Kind.CPU);
        assertThat(onnx.execution().batching()).isTrue();
        assertThat(queue.maxBatchSize()).isEqualTo(8);
        assertThat(queue.preferredBatchSizes()).containsExactlyInAnyOrder(4, 8);
        assertThat(queue.maxQueueDelay()).hasNanos(100_000);
        assertThat(queue.priorityQueuePolicies()).containsOnlyKeys(2);
        assertThat(queue.priorityQueuePolicies().get(2).maxQueueSize()).isEqualTo(9);
        assertThat(onnx.warmUp()).containsEntry("x", List.of(1L, 3L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind: onnx                  | kind: tflite
            max_batch_size: 8           | max_batch_size: -1
            max_batch_size: 8           | max_batch_sise: 8
            count: 2                    | count: many
            kind: KIND_CPU              | kind: KIND_TPU
            threads: 1                  | thread: 1
            gpus: [0]                   | gpus: [-1]
            [4, 8]                      | [0]
            max_queue_delay_microseconds: 100 | max_queue_delay: 100
            preserve_ordering: false    | preserve_ordering: maybe
            priority_levels: 2          | priority_levels: 33
            timeout_action: DELAY       | timeout_action: WAIT
            max_queue_size: 9           | max_queue_size: 65537
            {2: {timeout                | {high: {timeout
            warm_up: {x: [1, 3]}        | warm_up: {x: [0]}
            warm_up: {x: [1, 3]}        | warm_up: 3
            """)
    void whatTheSchemaRefusesTheReaderRefusesToo(String right, String wrong) {
        var yaml = ONNX.replace(right, wrong);
        assertThat(yaml).isNotEqualTo(ONNX);

        assertThat(violations(yaml)).isNotEmpty();
        assertThat(catchThrowable(() -> DefinitionReader.read(ID, yaml))).isInstanceOf(MalformedModelException.class);
    }

    private static Set<?> violations(String yaml) {
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return schema.validate(new ObjectMapper().valueToTree(document));
    }
}
