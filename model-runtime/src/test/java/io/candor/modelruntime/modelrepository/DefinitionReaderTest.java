package io.candor.modelruntime.modelrepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionReaderTest {
    private static final ModelId ID = new ModelId("tone", "1");
    private static final String HEAD = """
            name: tone
            version: "1"
            kind: text-head
            encoder: minilm
            input: embedding
            outputs:
              - {name: tone, datatype: FP32, shape: [2], labels: ["yes", "no"], thresholds: [0.3, 0.4]}
              - {name: tone_oos, datatype: FP32, shape: [], threshold: 0.5}
            files:
              - {path: model.onnx, sha256: 0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a}
            """;

    @Test
    void aHeadIsReadWithItsOutputs() throws MalformedModelException {
        var described = DefinitionReader.read(ID, HEAD);

        assertThat(described.definition()).isInstanceOfSatisfying(ModelDefinition.TextHead.class, head -> {
            assertThat(head.encoder()).isEqualTo("minilm");
            assertThat(head.outputs().getFirst().labels()).containsExactly("yes", "no");
            assertThat(head.outputs().getFirst().thresholds()).containsExactly(0.3, 0.4);
            assertThat(head.outputs().getLast().threshold()).hasValue(0.5);
            assertThat(head.outputs().getLast().shape()).isEmpty();
        });
        assertThat(described.files()).extracting(ModelFile::path).containsExactly("model.onnx");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind: text-head    | kind: text-tail      | kind must be onnx, text-encoder, text-head, text-pipeline, text-router or text-generation
            name: tone         | name: other          | name must be the name of its folder, tone
            version: "1"       | version: 1           | version must be a text
            version: "1"       | version: "2"         | version must be the name of its folder, "1"
            input: embedding   | output: embedding    | input is missing
            shape: [2]         | shape: [3]           | outputs[0].labels must be as many as the shape says: [3]
            shape: [2]         | shape: two           | outputs[0].shape must be a list
            datatype: FP32     | datatype: INT8       | outputs[0].datatype must be FP32
            "yes"              | yes                  | outputs[0].labels[0] must be a text
            threshold: 0.5     | threshold: high      | outputs[1].threshold must be a number
            path: model.onnx   | path: other.onnx     | files must list model.onnx
            sha256: 0a         | sha256: xx           | files[0].sha256 must be 64 hexadecimal digits
            outputs:           | outputs: [           | model.yaml is not valid YAML: while parsing a flow node
            """)
    void whatIsWrongIsNamed(String right, String wrong, String reason) {
        var yaml = HEAD.replaceFirst(java.util.regex.Pattern.quote(right), wrong);

        var refused = catchThrowableOfType(MalformedModelException.class, () -> DefinitionReader.read(ID, yaml));

        assertThat(refused.reason()).isEqualTo(reason);
    }

    @Test
    void aDocumentThatIsNoMappingIsRefused() {
        var refused = catchThrowableOfType(MalformedModelException.class, () -> DefinitionReader.read(ID, "- a\n"));

        assertThat(refused.reason()).isEqualTo("the document must be a mapping");
    }

    @Test
    void noJavaObjectIsEverMadeFromYaml() {
        var yaml = "name: !!javax.script.ScriptEngineManager []\n";

        var refused = catchThrowableOfType(MalformedModelException.class, () -> DefinitionReader.read(ID, yaml));

        assertThat(refused.reason()).startsWith("model.yaml is not valid YAML");
    }
}
