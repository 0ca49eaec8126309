package io.candor.modelruntime.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.fixture.TestRepository;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareModelBenchTest {
    @Test
    void theLastLineIsOneJsonObject(@TempDir Path folder) throws Exception {
        var texts = Files.writeString(folder.resolve("texts"), "Where is my card?\n\n我的卡在哪里？\n");
        var repository = TestRepository.complete().root().toString();
        var printed = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            BareModelBench.main(new String[] {texts.toString(), "1", "--models", repository});
        } finally {
            System.setOut(before);
        }

        var last = printed.toString(StandardCharsets.UTF_8).lines().reduce("", (first, second) -> second);
        var result = new ObjectMapper().readTree(last);
        assertThat(result.path("bare_model_per_second").asDouble()).isPositive();
        assertThat(result.path("p99_ms").asDouble())
                .isGreaterThanOrEqualTo(result.path("p50_ms").asDouble());
        assertThat(result.path("texts").asInt()).isEqualTo(2);
    }

    @Test
    void wrongArgumentsAreAnsweredWithTheUsage() {
        assertThatThrownBy(() -> BareModelBench.main(new String[] {"texts"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("usage: ");
    }

    @Test
    void quantilesAreThoseOfTheSortedTimes() {
        var measured = Measurement.of(1, List.of(3_000_000L, 1_000_000L, 2_000_000L), 1_000_000_000L);

        assertThat(measured).isEqualTo(new Measurement(1, 3.0, 2.0, 3.0));
    }
}
