package io.candor.tenantservice.plan;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.candor.tenantservice.plan.PlanFile.MeterEntry;
import io.candor.tenantservice.plan.PlanFile.PlanEntry;
import io.candor.tenantservice.plan.PlanFile.TermsEntry;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads and checks a plan file; what is wrong is named by its key. */
final class PlanFileReader {
    private static final Pattern METER = Pattern.compile("[a-z][a-z0-9]*([._-][a-z0-9]+)*");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern CURRENCY = Pattern.compile("[a-z]{3}");
    private static final int NANO_DIGITS = 9;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL))
            .withCoercionConfig(LogicalType.Textual, PlanFileReader::refuseNumbers)
            .build();

    private PlanFileReader() {}

    /** An amount without quotes would have been a floating-point number on its way here. */
    private static void refuseNumbers(MutableCoercionConfig config) {
        config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
        config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
        config.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /**
     * Reads a plan file.
     *
     * @throws PlanFileException that names the key that is wrong
     */
    static Plans read(Reader source) {
        var file = parse(source);
        check(CURRENCY.matcher(file.currency()).matches(), "currency", "must be three small letters");
        check(!file.plans().isEmpty(), "plans", "must name a plan");
        return new Plans(
                file.currency(),
                file.meters().entrySet().stream()
                        .map(entry -> meter(entry.getKey(), entry.getValue()))
                        .toList(),
                file.plans().entrySet().stream()
                        .map(entry -> plan(entry.getKey(), entry.getValue(), file))
                        .toList());
    }

    private static PlanFile parse(Reader source) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            @Nullable Object document = new Yaml(new SafeConstructor(options)).load(source);
            return MAPPER.convertValue(document == null ? Map.of() : document, PlanFile.class);
        } catch (YAMLException e) {
            throw new PlanFileException("The plan file is no YAML: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw e.getCause() instanceof JsonMappingException cause
                    ? new PlanFileException(path(cause) + ": " + cause.getOriginalMessage(), e)
                    : new PlanFileException("The plan file is malformed: " + e.getMessage(), e);
        }
    }

    private static String path(JsonMappingException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "The plan file" : path.toString();
    }

    private static Meter meter(String name, MeterEntry entry) {
        check(METER.matcher(name).matches(), "meters." + name, "is no name of a meter");
        return new Meter(name, entry.unit(), entry.app(), entry.title());
    }

    private static Plan plan(String name, PlanEntry entry, PlanFile file) {
        var key = "plans." + name;
        check(NAME.matcher(name).matches(), key, "must be small letters, digits and inner hyphens");
        var apps = file.meters().values().stream().map(MeterEntry::app).collect(Collectors.toSet());
        for (var app : entry.apps()) {
            check(apps.contains(app), key + ".apps", "names " + app + ", which no meter belongs to");
        }
        var rates = entry.requestsPerMinute();
        check(rates.tenant() > 0, key + ".requests_per_minute.tenant", "must be above 0");
        check(rates.key() > 0, key + ".requests_per_minute.key", "must be above 0");
        check(entry.schedulerWeight() > 0, key + ".scheduler_weight", "must be above 0");
        check(entry.members() > 0, key + ".members", "must be above 0");
        check(entry.apiKeys() > 0, key + ".api_keys", "must be above 0");
        var meters = new HashMap<String, MeterTerms>();
        entry.meters().forEach((meter, terms) -> {
            check(file.meters().containsKey(meter), key + ".meters." + meter, "is no meter of this file");
            meters.put(meter, terms(key + ".meters." + meter, terms));
        });
        return new Plan(
                name,
                entry.title(),
                nanos(key + ".monthly_price", entry.monthlyPrice()),
                entry.apps(),
                entry.models(),
                new RequestsPerMinute(rates.tenant(), rates.key()),
                entry.schedulerWeight(),
                entry.members(),
                entry.apiKeys(),
                meters);
    }

    private static MeterTerms terms(String key, TermsEntry entry) {
        check(entry.included() >= 0, key + ".included", "must not be negative");
        check(entry.quota() == null || entry.quota() >= 0, key + ".quota", "must not be negative");
        return new MeterTerms(entry.included(), nanos(key + ".unit_price", entry.unitPrice()), entry.quota());
    }

    private static long nanos(String key, String amount) {
        try {
            var nanos = new BigDecimal(amount).movePointRight(NANO_DIGITS).longValueExact();
            check(nanos >= 0, key, "must not be negative");
            return nanos;
        } catch (ArithmeticException | NumberFormatException e) {
            throw new PlanFileException(key + ": must be an amount with at most nine decimal places", e);
        }
    }

    private static void check(boolean holds, String key, String message) {
        if (!holds) {
            throw new PlanFileException(key + ": " + message, null);
        }
    }
}
