package io.candor.modelruntime.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackEngineTest {
    private static final ChatPrompt PROMPT = Prompts.greedy("Hello", 5);
    private static final ChatEngine WELL = engine("well", (prompt, sink) -> {
        sink.text("fine");
        return new ChatResult("stop", 1, 1, false, "well");
    });
    private static final ChatEngine DOWN = engine("down", (prompt, sink) -> {
        throw EngineException.unavailable("down is down");
    });
    private static final ChatEngine FULL = engine("full", (prompt, sink) -> {
        throw new EngineException(
                HttpStatus.TOO_MANY_REQUESTS, "model-overloaded", "full", Duration.ofSeconds(3), true, null);
    });

    private final RecordingSink sink = new RecordingSink();

    private interface Generation {
        ChatResult generate(ChatPrompt prompt, ChatSink sink);
    }

    private static ChatEngine engine(String name, Generation generation) {
        return new ChatEngine() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void requireAvailable() {
                if (name.equals("down")) {
                    throw EngineException.unavailable("down is down");
                }
            }

            @Override
            public ChatResult generate(ChatPrompt prompt, ChatSink sink) {
                return generation.generate(prompt, sink);
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void theNextEngineStepsInAndIsNamed() {
        var fallback = new FallbackEngine(List.of(DOWN, FULL, WELL));

        fallback.requireAvailable();
        assertThat(fallback.generate(PROMPT, sink).engine()).isEqualTo("well");
        assertThat(sink.text()).isEqualTo("fine");
        assertThat(fallback.name()).isEqualTo("down, full, well");
    }

    @Test
    void noEngineStepsInOnceTextWasSent() {
        var partial = new ChatResult("error", 1, 1, false, "breaks");
        var breaks = engine("breaks", (prompt, sink) -> {
            sink.text("half");
            throw new EngineException(HttpStatus.BAD_GATEWAY, "upstream-unreachable", "broke", null, false, partial);
        });

        var failure = catchThrowableOfType(
                EngineException.class, () -> new FallbackEngine(List.of(breaks, WELL)).generate(PROMPT, sink));

        assertThat(failure.partial()).contains(partial);
        assertThat(sink.text()).isEqualTo("half");
    }

    @Test
    void aRefusedPromptIsRefusedForAll() {
        var strict = engine("strict", (prompt, sink) -> {
            throw ProblemException.invalid("messages", "are too long");
        });

        var failure = catchThrowableOfType(
                ProblemException.class, () -> new FallbackEngine(List.of(strict, WELL)).generate(PROMPT, sink));

        assertThat(failure.status().getCode()).isEqualTo(400);
        assertThat(sink.text()).isEmpty();
    }

    @Test
    void whenAllFailTheCallerLearnsWhy() {
        var one = catchThrowableOfType(
                ProblemException.class, () -> new FallbackEngine(List.of(DOWN)).requireAvailable());
        var two = catchThrowableOfType(
                ProblemException.class, () -> new FallbackEngine(List.of(DOWN, DOWN)).generate(PROMPT, sink));
        var full = catchThrowableOfType(
                ProblemException.class, () -> new FallbackEngine(List.of(DOWN, FULL)).generate(PROMPT, sink));

        assertThat(one.detail()).isEqualTo("down is down");
        assertThat(two.detail()).isEqualTo("down is down; down is down");
        assertThat(two.status().getCode()).isEqualTo(503);
        assertThat(full.status().getCode()).isEqualTo(429);
        assertThat(full.retryAfter()).contains(Duration.ofSeconds(3));
    }

    @Test
    void nobodyStepsInForACallerWhoHasGone() {
        sink.cancel();

        assertThat(new FallbackEngine(List.of(FULL, WELL))
                        .generate(PROMPT, sink)
                        .finishReason())
                .isEqualTo("cancelled");
        assertThat(sink.text()).isEmpty();
    }
}
