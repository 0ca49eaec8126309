package io.candor.tenantservice.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileReaderTest {
    private static final String FILE = """
            currency: eur
            meters:
              assistant.analysis: {unit: text, app: assistant, title: Texts analysed}
            plans:
              small:
                title: Small
                monthly_price: "9.90"
                apps: [assistant]
                models: ["*"]
                requests_per_minute: {tenant: 60, key: 30}
                scheduler_weight: 1
                members: 3
                api_keys: 5
                meters:
                  assistant.analysis: {included: 10, unit_price: "0.000000001", quota: 20}
            """;

    @Test
    void aPlanIsReadAsItStands() {
        var plans = read(FILE);

        assertThat(plans.currency()).isEqualTo("eur");
        assertThat(plans.meters().get("assistant.analysis"))
                .isEqualTo(new Meter("assistant.analysis", "text", "assistant", "Texts analysed"));
        assertThat(plans.get("small").monthlyPriceNanos()).isEqualTo(9_900_000_000L);
        assertThat(plans.get("small").requestsPerMinute()).isEqualTo(new RequestsPerMinute(60, 30));
        assertThat(plans.get("small").terms("assistant.analysis")).isEqualTo(new MeterTerms(10, 1, 20L));
        assertThat(plans.get("small").terms("unheard.of")).isEqualTo(MeterTerms.FREE);
        assertThat(plans.find("large")).isEmpty();
    }

    @Test
    void theShippedFileKeepsThePlansThatTenantsHave() throws IOException {
        var plans = PlanFileReader.read(Files.newBufferedReader(Path.of("src/main/resources/plans.yaml")));

        assertThat(plans.all()).extracting(Plan::name).containsExactly("free", "team", "business");
        assertThat(plans.all()).extracting(Plan::schedulerWeight).containsExactly(1, 4, 16);
        assertThat(plans.all())
                .extracting(Plan::requestsPerMinute)
                .containsExactly(
                        new RequestsPerMinute(60, 30),
                        new RequestsPerMinute(1_200, 600),
                        new RequestsPerMinute(60_000, 60_000));
        assertThat(plans.all())
                .allSatisfy(plan -> assertThat(plan.meters().keySet())
                        .isEqualTo(plans.meters().keySet()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "currency: eur | currency: Euro | currency",
                "currency: eur | currenzy: eur | currency",
                "\"9.90\" | \"9.9000000001\" | plans.small.monthly_price",
                "\"9.90\" | 9.90 | plans.small.monthly_price",
                "\"9.90\" | \"-1\" | plans.small.monthly_price",
                "[assistant] | [assistent] | plans.small.apps",
                "tenant: 60 | tenant: 0 | plans.small.requests_per_minute.tenant",
                "tenant: 60 | tenant: many | plans.small.requests_per_minute.tenant",
                "scheduler_weight: 1 | scheduler_weight: 1.5 | plans.small.scheduler_weight",
                "members: 3 | membership: 3 | plans.small.members",
                "quota: 20 | quotas: 20 | plans.small.meters.assistant.analysis.quotas",
                "'  assistant.analysis: {included' | '  assistant.words: {included' | plans.small.meters.assistant.words",
                "included: 10 | included: -1 | plans.small.meters.assistant.analysis.included",
                "quota: 20 | quota: -20 | plans.small.meters.assistant.analysis.quota",
                "small: | Small Plan: | plans.Small Plan",
                "api_keys: 5 | members: 5 | members",
                "title: Small | title: | plans.small.title"
            })
    void whatIsWrongIsNamedByItsKey(String right, String wrong, String key) {
        assertThat(FILE).contains(right);

        assertThatThrownBy(() -> read(FILE.replace(right, wrong)))
                .isInstanceOf(PlanFileException.class)
                .hasMessageContaining(key);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatThrownBy(() -> read("")).isInstanceOf(PlanFileException.class).hasMessageContaining("currency");
    }

    private static Plans read(String text) {
        return PlanFileReader.read(new StringReader(text));
    }
}
