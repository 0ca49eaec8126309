package io.candor.modelruntime.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class ModelListControllerTest extends OpenAiTest {
    @Test
    void encodersAndChatModelsAreListedByName() {
        var list = get("/v1/models").body();

        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("data").findValuesAsText("id"))
                .containsExactly("bge-small-zh-v1.5", "minilm-l6-v2", "mute", "parrot");
        assertThat(list.path("data").path(3)).isEqualTo(read("""
                {"id":"parrot","object":"model","created":1795608000,"owned_by":"a bird","capabilities":["chat"]}
                """));
        assertThat(list.path("data").path(0).path("capabilities").toString()).isEqualTo("[\"embeddings\"]");
        assertThat(list.path("data").path(0).path("created").asLong()).isPositive();
    }

    @Test
    void oneModelIsFoundByItsName() {
        assertThat(get("/v1/models/minilm-l6-v2").body().path("id").asText()).isEqualTo("minilm-l6-v2");
        assertThat(get("/v1/models/parrot").body().path("owned_by").asText()).isEqualTo("a bird");

        var unknown = get("/v1/models/gpt-9");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.error().path("message").asText()).isEqualTo("There is no model gpt-9");
        assertThat(unknown.error().path("code").asText()).isEqualTo("model_not_found");
    }
}
