package io.candor.modelruntime.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.generation.ChatMessage;
import io.candor.platform.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void leastRequestTakesTheUsualSettings() {
        var request = ChatRequestReader.read(with("{}"));

        assertThat(request.model()).isEqualTo("m");
        assertThat(request.stream()).isFalse();
        assertThat(request.user()).isNull();
        var prompt = request.prompt();
        assertThat(prompt.messages()).containsExactly(new ChatMessage("user", "Hi"));
        assertThat(prompt.maxTokens()).isZero();
        assertThat(prompt.temperature()).isEqualTo(1);
        assertThat(prompt.topP()).isEqualTo(1);
        assertThat(prompt.seed()).isNull();
        assertThat(prompt.stop()).isEmpty();
    }

    @Test
    void everySettingReachesThePrompt() {
        var request = ChatRequestReader.read(with("""
                {"max_completion_tokens":9,"temperature":0.5,"top_p":0.25,"seed":-3,"stop":["a","b"],"stream":true,
                 "stream_options":{"include_usage":true,"include_obfuscation":false},"user":"p-7"}
                """));

        assertThat(request.stream()).isTrue();
        assertThat(request.includeUsage()).isTrue();
        assertThat(request.user()).isEqualTo("p-7");
        var prompt = request.prompt();
        assertThat(prompt.maxTokens()).isEqualTo(9);
        assertThat(prompt.temperature()).isEqualTo(0.5);
        assertThat(prompt.topP()).isEqualTo(0.25);
        assertThat(prompt.seed()).isEqualTo(-3L);
        assertThat(prompt.stop()).containsExactly("a", "b");
    }

    @Test
    void rolesAndPartsBecomeMessages() {
        var request = ChatRequestReader.read(with("""
                {"messages":[{"role":"developer","content":"Be brief"},{"role":"system","content":""},
                 {"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]},
                 {"role":"assistant","content":"three","refusal":null,"annotations":[],"tool_calls":[],"audio":null}]}
                """));

        assertThat(request.prompt().messages())
                .containsExactly(
                        new ChatMessage("system", "Be brief"),
                        new ChatMessage("system", ""),
                        new ChatMessage("user", "one\ntwo"),
                        new ChatMessage("assistant", "three"));
    }

    @Test
    void olderNameOfTheTokenLimitAndALoneStopAreTaken() {
        var prompt = ChatRequestReader.read(with("{\"max_tokens\":4,\"stop\":\"end\",\"top_p\":0}"))
                .prompt();

        assertThat(prompt.maxTokens()).isEqualTo(4);
        assertThat(prompt.stop()).containsExactly("end");
        assertThat(prompt.topP()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metadata\":{\"a\":\"b\"},\"store\":true,\"service_tier\":\"auto\",\"prompt_cache_key\":\"k\"}",
                "{\"n\":1,\"tools\":[],\"tool_choice\":\"none\",\"functions\":[],\"function_call\":\"auto\"}",
                "{\"response_format\":{\"type\":\"text\"},\"logprobs\":false,\"top_logprobs\":0,\"logit_bias\":{}}",
                "{\"frequency_penalty\":0,\"presence_penalty\":0.0,\"modalities\":[\"text\"],\"audio\":null}",
                "{\"temperature\":null,\"top_p\":null,\"seed\":null,\"stop\":null,\"stream\":null,\"user\":null}",
                "{\"stream\":false,\"parallel_tool_calls\":false,\"safety_identifier\":\"s\",\"stream_options\":null}"
            })
    void whatAsksForNoChangeIsTaken(String fields) {
        assertThat(ChatRequestReader.read(with(fields)).model()).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":null}|model|is required",
                "{\"model\":7}|model|must be a string",
                "{\"model\":\"\"}|model|must not be empty",
                "{\"messages\":null}|messages|is required",
                "{\"messages\":[]}|messages|must be an array of at least one message",
                "{\"messages\":\"Hi\"}|messages|must be an array of at least one message",
                "{\"messages\":[\"Hi\"]}|messages[0]|must be an object",
                "{\"messages\":[{\"content\":\"Hi\"}]}|messages[0].role|is required",
                "{\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}|messages[0].role|must be one of system, developer, user, assistant",
                "{\"messages\":[{\"role\":\"user\"}]}|messages[0].content|is required",
                "{\"messages\":[{\"role\":\"user\",\"content\":5}]}|messages[0].content|must be a string",
                "{\"messages\":[{\"role\":\"user\",\"content\":[]}]}|messages[0].content|must not be empty",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}]}|messages[0].content[0].type|must be text: no other parts are supported",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]}|messages[0].content[0].text|is required",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\",\"name\":\"bob\"}]}|messages[0].name|is not supported here",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\",\"mood\":\"bad\"}]}|messages[0].mood|is not a known field",
                "{\"messages\":[{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{}]}]}|messages[0].tool_calls|is not supported here",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\\u0000b\"}]}|messages[0].content|must not contain U+0000",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"\\ud800\"}]}|messages[0].content|is not valid Unicode: it holds half of a surrogate pair",
                "{\"max_tokens\":0}|max_tokens|must be an integer from 1 to 2147483647",
                "{\"max_tokens\":1.5}|max_tokens|must be an integer from 1 to 2147483647",
                "{\"max_tokens\":\"9\"}|max_tokens|must be an integer from 1 to 2147483647",
                "{\"max_completion_tokens\":99999999999}|max_completion_tokens|must be an integer from 1 to 2147483647",
                "{\"max_tokens\":1,\"max_completion_tokens\":1}|max_tokens|cannot be given together with max_completion_tokens",
                "{\"temperature\":2.1}|temperature|must be a number from 0.0 to 2.0",
                "{\"temperature\":\"hot\"}|temperature|must be a number from 0.0 to 2.0",
                "{\"top_p\":-0.1}|top_p|must be a number from 0.0 to 1.0",
                "{\"seed\":1.5}|seed|must be an integer from -9007199254740991 to 9007199254740991",
                "{\"seed\":9007199254740992}|seed|must be an integer from -9007199254740991 to 9007199254740991",
                "{\"stop\":[\"1\",\"2\",\"3\",\"4\",\"5\"]}|stop|must be a string or an array of up to 4 strings",
                "{\"stop\":7}|stop|must be a string or an array of up to 4 strings",
                "{\"stop\":[\"a\",\"\"]}|stop[1]|must not be empty",
                "{\"stream\":\"yes\"}|stream|must be true or false",
                "{\"stream_options\":{}}|stream_options|can only be given together with stream",
                "{\"stream\":true,\"stream_options\":{\"include_all\":true}}|stream_options.include_all|is not a known field",
                "{\"n\":2}|n|is not supported here",
                "{\"tools\":[{\"type\":\"function\"}]}|tools|is not supported here",
                "{\"response_format\":{\"type\":\"json_schema\"}}|response_format|is not supported here",
                "{\"logprobs\":true}|logprobs|is not supported here",
                "{\"frequency_penalty\":0.5}|frequency_penalty|is not supported here",
                "{\"reasoning_effort\":\"high\"}|reasoning_effort|is not supported here",
                "{\"top_k\":5}|top_k|is not a known field",
                "{\"user\":\"\"}|user|must not be empty"
            })
    void badFieldIsNamed(String fields, String field, String detail) {
        var refused = catchThrowableOfType(ProblemException.class, () -> ChatRequestReader.read(with(fields)));

        assertThat(refused.status().getCode()).isEqualTo(400);
        assertThat(refused.errors().getFirst().field()).isEqualTo(field);
        assertThat(refused.errors().getFirst().detail()).isEqualTo(detail);
    }

    @Test
    void bodyThatIsNoObjectIsRefused() {
        var refused =
                catchThrowableOfType(ProblemException.class, () -> ChatRequestReader.read(JSON.createArrayNode()));

        assertThat(refused.detail()).isEqualTo("body must be an object");
    }

    /** The least request with {@code fields} put in or in their place. */
    private static JsonNode with(String fields) {
        try {
            var request = (ObjectNode)
                    JSON.readTree("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
            return request.setAll((ObjectNode) JSON.readTree(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
