package io.candor.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorMemberTest {
    @ParameterizedTest
    @ValueSource(strings = {"/v1/assistant/analyses", "/v1/modelsx", "/v1", "/v2x", "/", "/internal/v1/decisions"})
    void pathsOfNoOtherProtocolHaveNone(String path) {
        assertThat(ErrorMember.of(path, HttpStatus.NOT_FOUND, "not-found", "Nothing is here", List.of()))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2", "/v2/", "/v2/models/m/infer"})
    void openInferenceProtocolHasAText(String path) {
        assertThat(ErrorMember.of(path, HttpStatus.NOT_FOUND, "model-not-found", "There is no model m", List.of()))
                .isEqualTo("There is no model m");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models, BAD_REQUEST, validation-failed, invalid_request_error,",
        "/v1/models/m, NOT_FOUND, model-not-found, invalid_request_error, model_not_found",
        "/v1/embeddings, UNAUTHORIZED, api-key-malformed, authentication_error, invalid_api_key",
        "/v1/chat/completions, FORBIDDEN, insufficient-scope, permission_error, insufficient_scope",
        "/v1/chat/completions, TOO_MANY_REQUESTS, rate-limited, rate_limit_error, rate_limit_exceeded",
        "/v1/chat/completions, BAD_GATEWAY, upstream-unreachable, server_error, upstream_unreachable"
    })
    void openAisPathsHaveAnObject(String path, HttpStatus status, String slug, String type, String code) {
        assertThat(ErrorMember.of(path, status, slug, "Why", List.of()))
                .isEqualTo(new OpenAiError("Why", type, null, code));
    }

    @Test
    void fieldToBlameIsTheParameter() {
        var errors = List.of(new FieldError("messages[0].role", "is required"));

        assertThat(ErrorMember.of("/v1/chat/completions", HttpStatus.BAD_REQUEST, "validation-failed", "Why", errors))
                .isEqualTo(new OpenAiError("Why", "invalid_request_error", "messages[0].role", null));
    }
}
