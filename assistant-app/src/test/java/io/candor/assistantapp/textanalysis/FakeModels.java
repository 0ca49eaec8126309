package io.candor.assistantapp.textanalysis;

import io.candor.platform.inference.InferRequest;
import io.candor.platform.inference.InferResponse;
import io.candor.platform.inference.ModelClient;
import io.candor.platform.inference.Tensor;
import io.candor.platform.testing.FakeModelClient;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** A runtime in memory whose text analysis knows six intents and three emotions. */
@Factory
class FakeModels {
    static final String SHA256 = "ab".repeat(32);

    @Singleton
    @Primary
    FakeModelClient models() {
        var properties = Map.of(
                "labels.clinc150", "[\"balance\",\"transfer\",\"pay_bill\",\"freeze_account\",\"order\",\"greeting\"]",
                "threshold.clinc150_oos", "0.5",
                "labels.banking77", "[\"card_swallowed\",\"card_arrival\"]",
                "threshold.banking77_oos", "0.5",
                "labels.goemotions", "[\"anger\",\"joy\",\"neutral\"]",
                "thresholds.goemotions", "[0.3,0.3,0.5]",
                "labels.sentiment", "[\"positive\",\"negative\",\"ambiguous\",\"neutral\"]");
        return new FakeModelClient()
                .answering("text-analysis", Map.of(), FakeModels::answer)
                .answering("text-analysis-en", properties, FakeModels::answer);
    }

    @Singleton
    ModelClient client(FakeModelClient models) {
        return models;
    }

    private static InferResponse answer(InferRequest request) {
        var outOfScope = request.texts().getFirst().contains("weather on Mars") ? 0.9f : 0.1f;
        return new InferResponse(
                "text-analysis-en",
                "1",
                SHA256,
                Map.of(
                        "language", new Tensor.Texts(List.of(1L), List.of("en")),
                        "language_confidence", floats(1, 0.98f),
                        "clinc150", floats(6, 0.05f, 0.5f, 0.2f, 0.1f, 0.1f, 0.05f),
                        "clinc150_oos", floats(1, outOfScope),
                        "banking77", floats(2, 0.7f, 0.3f),
                        "banking77_oos", floats(1, outOfScope),
                        "goemotions", floats(3, 0.4f, 0.2f, 0.6f),
                        "sentiment", floats(4, 0.1f, 0.6f, 0.1f, 0.2f)));
    }

    private static Tensor floats(long width, float... values) {
        return new Tensor.Floats(width == 1 ? List.of(1L) : List.of(1L, width), values);
    }
}
