package io.candor.tenantservice.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micronaut.core.annotation.ReflectiveAccess;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plan file as it is written. */
@ReflectiveAccess
record PlanFile(
        @JsonProperty(required = true) String currency,
        @JsonProperty(required = true) Map<String, MeterEntry> meters,
        @JsonProperty(required = true) Map<String, PlanEntry> plans) {

    @ReflectiveAccess
    record MeterEntry(
            @JsonProperty(required = true) String unit,
            @JsonProperty(required = true) String app,
            @JsonProperty(required = true) String title) {}

    @ReflectiveAccess
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record PlanEntry(
            @JsonProperty(required = true) String title,
            @JsonProperty(required = true) String monthlyPrice,
            @JsonProperty(required = true) List<String> apps,
            @JsonProperty(required = true) List<String> models,
            @JsonProperty(required = true) RatesEntry requestsPerMinute,
            @JsonProperty(required = true) int schedulerWeight,
            @JsonProperty(required = true) int members,
            @JsonProperty(required = true) int apiKeys,
            @JsonProperty(required = true) Map<String, TermsEntry> meters) {}

    @ReflectiveAccess
    record RatesEntry(
            @JsonProperty(required = true) int tenant,
            @JsonProperty(required = true) int key) {}

    @ReflectiveAccess
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record TermsEntry(
            @JsonProperty(required = true) long included,
            @JsonProperty(required = true) String unitPrice,
            @JsonSetter(nulls = Nulls.SET) @Nullable Long quota) {}
}
