package io.candor.modelruntime.generation.upstream;

import static io.candor.modelruntime.generation.upstream.FakeUpstream.DONE;
import static io.candor.modelruntime.generation.upstream.FakeUpstream.answer;
import static io.candor.modelruntime.generation.upstream.FakeUpstream.begin;
import static io.candor.modelruntime.generation.upstream.FakeUpstream.end;
import static io.candor.modelruntime.generation.upstream.FakeUpstream.piece;
import static io.candor.modelruntime.generation.upstream.FakeUpstream.send;
import static io.candor.modelruntime.generation.upstream.FakeUpstream.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.generation.ChatMessage;
import io.candor.modelruntime.generation.ChatPrompt;
import io.candor.modelruntime.generation.ChatResult;
import io.candor.modelruntime.generation.EngineException;
import io.candor.modelruntime.generation.Prompts;
import io.candor.modelruntime.generation.RecordingSink;
import io.candor.platform.web.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamEngineTest {
    private static final UpstreamSettings.Breaker PATIENT =
            new UpstreamSettings.Breaker(100, 100, 50, Duration.ofSeconds(30));
    private static final ChatPrompt PROMPT = Prompts.greedy("Say hello", 20);

    private final RecordingSink sink = new RecordingSink();

    @Test
    void piecesComeOneByOneAndTheServersUsageCounts() throws IOException {
        var upstream = new FakeUpstream((call, exchange) -> {
            begin(exchange);
            send(exchange, ": hello\n\n" + piece("") + piece("Hel") + piece("lo"));
            send(exchange, end("stop") + usage(11, 2) + DONE);
        });

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings())) {
            var result = engine.generate(PROMPT, sink);

            assertThat(result).isEqualTo(new ChatResult("stop", 11, 2, false, "vllm"));
            assertThat(sink.pieces()).containsExactly("Hel", "lo");
        }
    }

    @Test
    void theRequestSaysWhatThePromptSays() throws IOException {
        var prompt = new ChatPrompt(
                List.of(new ChatMessage("system", "Be kind"), new ChatMessage("user", "Hé")),
                7,
                0.5,
                0.9,
                42L,
                List.of("END"));
        var upstream = new FakeUpstream((call, exchange) -> {
            begin(exchange);
            send(exchange, piece("x") + end("length") + DONE);
        });

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings())) {
            assertThat(engine.generate(prompt, sink).finishReason()).isEqualTo("length");

            assertThat(new ObjectMapper().readTree(upstream.body())).isEqualTo(new ObjectMapper().readTree("""
                    {"model": "remote-model", "stream": true, "stream_options": {"include_usage": true},
                     "messages": [{"role": "system", "content": "Be kind"}, {"role": "user", "content": "Hé"}],
                     "temperature": 0.5, "top_p": 0.9, "max_tokens": 7, "seed": 42, "stop": ["END"]}
                    """));
            assertThat(upstream.authorization()).isEqualTo("null");
        }
    }

    @Test
    void withoutUsageTheTokensAreEstimatedAndSaidToBe() throws IOException {
        var upstream = new FakeUpstream((call, exchange) -> {
            begin(exchange);
            send(exchange, piece("12345678") + piece("9") + end("stop"));
        });

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings())) {
            var result = engine.generate(PROMPT, sink);

            assertThat(result).isEqualTo(new ChatResult("stop", 4 + 3, 3, true, "vllm"));
        }
    }

    @Test
    void anAnswerThatIsNotStreamedIsReadToo() throws IOException {
        var upstream = new FakeUpstream((call, exchange) -> answer(exchange, 200, """
                {"choices": [{"message": {"role": "assistant", "content": "Hello"}, "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 3, "completion_tokens": 1}}"""));

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings())) {
            assertThat(engine.generate(PROMPT, sink)).isEqualTo(new ChatResult("stop", 3, 1, false, "vllm"));
            assertThat(sink.text()).isEqualTo("Hello");
        }
    }

    @Test
    void aCharacterThatComesInHalvesIsSentWhole() throws IOException {
        var upstream = new FakeUpstream((call, exchange) -> {
            begin(exchange);
            send(exchange, piece("a\\ud83d") + piece("\\ude00b") + end("stop") + DONE);
        });

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings())) {
            engine.generate(PROMPT, sink);

            assertThat(sink.pieces()).containsExactly("a", "😀b");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"error\":{\"message\":\"too long\"}}', 400, validation-failed, too long",
        "422, '{\"detail\":\"no such field\"}', 400, validation-failed, no such field",
        "413, '', 400, validation-failed, does not say why",
        "401, '{\"error\":{\"message\":\"Incorrect key s3cret\"}}', 503, model-unavailable, key",
        "403, '', 503, model-unavailable, key",
        "404, '', 503, model-unavailable, does not know the model",
        "307, '', 503, model-unavailable, redirect",
        "418, '', 503, model-unavailable, 418",
        "500, '', 503, model-unavailable, 500",
        "503, '', 503, model-unavailable, 503",
        "200, 'no json', 503, model-unavailable, understood",
        "200, '[]', 503, model-unavailable, understood",
        "200, '{\"choices\":[]}', 503, model-unavailable, understood",
    })
    void everyStatusBecomesAClearProblem(int status, String body, int problem, String slug, String detail)
            throws IOException {
        var upstream = new FakeUpstream((call, exchange) -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
            answer(exchange, status, body);
        });

        try (upstream;
                var engine = new UpstreamEngine(FakeUpstream.settings(
                        upstream.url(), 0, PATIENT, new ApiKey.FromEnvironment("SOME_KEY", variable -> "s3cret")))) {
            var failure = failure(engine);

            assertThat(failure.status().getCode()).isEqualTo(problem);
            assertThat(failure.slug()).isEqualTo(slug);
            assertThat(failure.detail())
                    .contains(detail)
                    .doesNotContain("s3cret")
                    .doesNotContain("127.0.0.1");
            assertThat(upstream.calls()).isEqualTo(1);
            assertThat(upstream.authorization()).isEqualTo("Bearer s3cret");
            assertThat(sink.text()).isEmpty();
        }
    }

    @Test
    void anOverloadedServerSaysWhenToComeBack() throws IOException {
        var upstream = new FakeUpstream((call, exchange) -> {
            exchange.getResponseHeaders().add("Retry-After", "17");
            answer(exchange, 429, "");
        });

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings(3, PATIENT))) {
            var failure = failure(engine);

            assertThat(failure.status().getCode()).isEqualTo(429);
            assertThat(failure.slug()).isEqualTo("model-overloaded");
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
            assertThat(upstream.calls()).isEqualTo(1);
        }
    }

    @Test
    void aPassingFailureIsRepeated() throws IOException {
        var upstream = new FakeUpstream((call, exchange) -> {
            if (call < 3) {
                answer(exchange, 503, "");
            } else {
                begin(exchange);
                send(exchange, piece("fine") + end("stop") + DONE);
            }
        });

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings(2, PATIENT))) {
            engine.generate(PROMPT, sink);

            assertThat(sink.text()).isEqualTo("fine");
            assertThat(upstream.calls()).isEqualTo(3);
        }
    }

    @Test
    void aBreakInTheMiddleIsNeverRepeatedAndItsUsageIsKept() throws IOException {
        var upstream = new FakeUpstream((call, exchange) -> {
            begin(exchange);
            send(exchange, piece("half of "));
        });

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings(3, PATIENT))) {
            var failure = (EngineException) failure(engine);

            assertThat(failure.status().getCode()).isEqualTo(502);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.partial()).contains(new ChatResult("error", 7, 2, true, "vllm"));
            assertThat(upstream.calls()).isEqualTo(1);
        }
    }

    @Test
    void anErrorInTheStreamIsAFailure() throws IOException {
        var upstream = new FakeUpstream((call, exchange) -> {
            begin(exchange);
            send(exchange, "data: {\"error\": {\"message\": \"out of memory\"}}\n\n");
        });

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings())) {
            assertThat(failure(engine).status().getCode()).isEqualTo(503);
        }
    }

    @ParameterizedTest
    @CsvSource({"head, true", "first text, true", "next text, false"})
    void aServerThatIsTooSlowIsGivenUp(String slow, boolean retryable) throws IOException {
        var upstream = new FakeUpstream((call, exchange) -> {
            if (!slow.equals("head")) {
                begin(exchange);
                send(exchange, slow.equals("next text") ? piece("one") : ": working\n\n");
            }
            Thread.sleep(5_000);
        });

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings(3, PATIENT))) {
            var failure = (EngineException) failure(engine);

            assertThat(failure.status().getCode()).isEqualTo(504);
            assertThat(failure.retryable()).isEqualTo(retryable);
            assertThat(failure.partial().isPresent()).isEqualTo(!retryable);
            assertThat(upstream.calls()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        try (var engine = new UpstreamEngine(
                FakeUpstream.settings(URI.create("http://127.0.0.1:1/v1"), 1, PATIENT, new ApiKey.None()))) {
            var failure = (EngineException) failure(engine);

            assertThat(failure.status().getCode()).isEqualTo(503);
            assertThat(failure.retryable()).isTrue();
        }
    }

    @Test
    void cancellingClosesTheConnection() throws Exception {
        var broken = new CountDownLatch(1);
        var upstream = new FakeUpstream((call, exchange) -> {
            begin(exchange);
            try {
                for (var i = 0; i < 500; i++) {
                    send(exchange, piece("word "));
                    Thread.sleep(10);
                }
            } catch (IOException e) {
                broken.countDown();
            }
        });
        var impatient = new RecordingSink(text -> text.length() >= 15);

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings())) {
            var result = engine.generate(PROMPT, impatient);

            assertThat(result).isEqualTo(new ChatResult("cancelled", 7, 4, true, "vllm"));
            assertThat(impatient.text()).isEqualTo("word word word ");
            assertThat(broken.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void cancellingBeforeTheHeadEndsTheCall() throws Exception {
        var called = new CountDownLatch(1);
        var upstream = new FakeUpstream((call, exchange) -> {
            called.countDown();
            Thread.sleep(5_000);
        });

        try (upstream;
                var engine = new UpstreamEngine(upstream.settings())) {
            Thread.startVirtualThread(() -> {
                try {
                    called.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                sink.cancel();
            });

            assertThat(engine.generate(PROMPT, sink)).isEqualTo(new ChatResult("cancelled", 7, 0, true, "vllm"));
        }
    }

    @Test
    void aServerThatKeepsFailingIsLeftAloneForAWhile() throws Exception {
        var upstream = new FakeUpstream((call, exchange) -> {
            if (call <= 4) {
                answer(exchange, 500, "");
            } else {
                begin(exchange);
                send(exchange, piece("back") + end("stop") + DONE);
            }
        });

        try (upstream;
                var engine = new UpstreamEngine(
                        upstream.settings(0, new UpstreamSettings.Breaker(4, 4, 50, Duration.ofMillis(500))))) {
            for (var i = 0; i < 4; i++) {
                engine.requireAvailable();
                failure(engine);
            }
            var resting = failure(engine);

            assertThat(resting.detail()).contains("left alone");
            assertThat(resting.retryAfter()).isPresent();
            assertThat(catchThrowableOfType(EngineException.class, engine::requireAvailable))
                    .isNotNull();
            assertThat(upstream.calls()).isEqualTo(4);

            while (catchThrowableOfType(EngineException.class, engine::requireAvailable) != null) {
                Thread.sleep(20);
            }
            engine.generate(PROMPT, sink);
            assertThat(sink.text()).isEqualTo("back");
        }
    }

    @Test
    void aMissingKeyMakesTheEngineUnavailable(@TempDir Path folder) throws IOException {
        var url = URI.create("http://127.0.0.1:1/v1");
        var file = folder.resolve("key");
        var fromFile = new UpstreamEngine(FakeUpstream.settings(url, 0, PATIENT, new ApiKey.FromFile(file)));
        var fromEnvironment = new UpstreamEngine(
                FakeUpstream.settings(url, 0, PATIENT, new ApiKey.FromEnvironment("VENDOR_KEY", variable -> null)));

        assertThat(catchThrowableOfType(EngineException.class, fromEnvironment::requireAvailable)
                        .detail())
                .contains("VENDOR_KEY");
        assertThat(catchThrowableOfType(EngineException.class, fromFile::requireAvailable)
                        .detail())
                .contains("the file key");
        Files.writeString(file, "abc\n");
        fromFile.requireAvailable();
        fromFile.close();
        fromEnvironment.close();
    }

    private ProblemException failure(UpstreamEngine engine) {
        var failure = catchThrowableOfType(ProblemException.class, () -> engine.generate(PROMPT, sink));
        assertThat(failure).isNotNull();
        return failure;
    }
}
