package io.candor.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/assistant/analyses",
                "/v1/assistant/analyses/",
                "/v2/models/minilm-l6-v2/versions/1/infer",
                "/v1/x/a%20b%C3%BC",
                "/v1/x/...",
                "/v1/x/a.b~c_d-e",
                "/v1/x/$a:b@c!(d)*'+,=&"
            })
    void whatCanBeReadInOneWayOnlyIsCanonical(String path) {
        assertThat(new RequestPath(path).isCanonical()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "v1",
                "//",
                "//v1/tenant",
                "/v1//tenant",
                "/v1/tenant//",
                "/v1/./tenant",
                "/v1/../internal",
                "/v1/..",
                "/v1/%2e%2e/internal",
                "/v1/%2E./internal",
                "/v1/.%2e/internal",
                "/v1/%252e%252e/internal",
                "/v1/tenant%2f..%2f..%2finternal",
                "/v1/tenant%2Fx",
                "/v1/tenant%5c..",
                "/v1/tenant\\..\\internal",
                "/v1/tenant;a=b",
                "/v1/tenant%3bx",
                "/v1/tenant%00",
                "/v1/tenant%0d%0a",
                "/v1/tenant%7f",
                "/v1/tenant%",
                "/v1/tenant%2",
                "/v1/tenant%zz",
                "/v1/ten\tant",
                "/v1/ten ant",
                "/v1/ü",
                "/v1/<a>",
                "/v1/a|b"
            })
    void whatCanBeReadInTwoWaysIsNot(String path) {
        assertThat(new RequestPath(path).isCanonical()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/V1/x", "/v2", "/V2/models", "/internal", "/INTERNAL/v1", "/v1/"})
    void theApiIsReservedInAnyLetterCase(String path) {
        assertThat(new RequestPath(path).isReserved()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v10", "/internals", "/assets/v1", "/health"})
    void theRestIsNot(String path) {
        assertThat(new RequestPath(path).isReserved()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tenant",
                "/v1/tenant?x=/../internal",
                "http://other.example/v1/tenant",
                "http://other.example/v1/tenant?a=b"
            })
    void thePathIsFoundInEachFormOfTarget(String target) {
        assertThat(RequestPath.ofTarget(target).text()).isEqualTo("/v1/tenant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "other.example:443", "http://other.example", "?x=/v1/tenant"})
    void aTargetWithoutPathHasNone(String target) {
        assertThat(RequestPath.ofTarget(target).isCanonical()).isFalse();
    }
}
