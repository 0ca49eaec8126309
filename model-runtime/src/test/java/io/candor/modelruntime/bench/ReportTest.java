package io.candor.modelruntime.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.modelruntime.bench.row.Aim;
import io.candor.modelruntime.bench.row.Figures;
import io.candor.modelruntime.bench.row.Row;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Row MET = new Row(
            "throughput_to_bare",
            "throughput",
            ">= 0.95",
            "0.97",
            true,
            Figures.object().put("ratio", 0.97));
    private static final Row MISSED = new Row("shares", "shares", "within 5 %", "7 %", false, Figures.object());

    private final Report report = new Report(
            Figures.object().put("tokens", 64), List.of(MET, MISSED, Row.missing(Aim.PEER, "no peer: no network")));

    @Test
    void theJsonIsOneLineWithAllFigures() throws IOException {
        assertThat(report.json()).doesNotContain("\n");

        var json = new ObjectMapper().readTree(report.json());
        assertThat(json.path("bench").asText()).isEqualTo("model-runtime");
        assertThat(json.path("tokens").asInt()).isEqualTo(64);
        assertThat(json.at("/rows/throughput_to_bare/ratio").asDouble()).isEqualTo(0.97);
        assertThat(json.at("/rows/throughput_to_bare/met").asBoolean()).isTrue();
        assertThat(json.at("/rows/shares/met").asBoolean(true)).isFalse();
    }

    @Test
    void whatWasNotMeasuredIsNullWithItsReason() throws IOException {
        var peer = new ObjectMapper().readTree(report.json()).at("/rows/throughput_to_peer");

        assertThat(peer.path("met").isNull()).isTrue();
        assertThat(peer.path("missing").asText()).isEqualTo("no peer: no network");
    }

    @Test
    void theTableHasALineForEachRow() {
        assertThat(report.table().lines())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("shares", "within 5 %", "missed", "7 %"));
        assertThat(report.table()).contains("unmeasured");
    }
}
