package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.launcher.system.TraceCollector.Span;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
class TraceTest {
    private final PlatformUnderTest platform;

    TraceTest(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void oneTraceFollowsARequestFromTheGatewayToTheModelsRun() {
        var customer = platform.customer(platform.newTenant().apiKey());
        var text = JsonNodeFactory.instance.objectNode().put("text", "Where is my card?");

        var answer = customer.post("/v1/assistant/analyses", text).expect(201);

        var requestId = answer.response().headers().firstValue("X-Request-Id").orElseThrow();
        Eventually.until(() -> servicesOf(requestId).containsAll(List.of("gateway", "assistant-app", "model-runtime")));
        var trace = trace(requestId);
        var byId = trace.stream().collect(Collectors.toMap(Span::id, Function.identity()));
        assertThat(trace).extracting(Span::trace).containsOnly(trace.getFirst().trace());
        assertThat(trace.stream().filter(span -> span.parent().isEmpty()))
                .extracting(Span::service)
                .containsExactly("gateway");
        var ofRuntime = trace.stream()
                .filter(span -> span.service().equals("model-runtime"))
                .toList();
        assertThat(ofRuntime).hasSizeGreaterThan(1);
        for (var span : ofRuntime) {
            var above = span;
            while (byId.containsKey(above.parent())) {
                above = byId.get(above.parent());
            }
            assertThat(above.service()).as("the root above %s", span.name()).isEqualTo("gateway");
        }
    }

    private List<String> servicesOf(String requestId) {
        return trace(requestId).stream().map(Span::service).distinct().toList();
    }

    /** All spans of the trace that the request belongs to. */
    private List<Span> trace(String requestId) {
        var spans = platform.traces().spans();
        return spans.stream()
                .filter(span ->
                        span.service().equals("gateway") && span.requestId().equals(requestId))
                .findFirst()
                .map(first -> spans.stream()
                        .filter(span -> span.trace().equals(first.trace()))
                        .toList())
                .orElse(List.of());
    }
}
