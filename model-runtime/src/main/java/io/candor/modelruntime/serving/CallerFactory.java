package io.candor.modelruntime.serving;

import io.candor.platform.tenancy.TenantContext;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells from the running request who calls, and from its parameters how urgent it is (Triton, schedule policy extension). */
final class CallerFactory {
    private static final String NOBODY = "platform";
    private static final String PRIORITY = "priority";
    private static final String TIMEOUT = "timeout";

    private final Map<String, Integer> weights;

    /** @param weights the share of each plan, where the edge says none; 1 for a plan that is not listed */
    CallerFactory(Map<String, Integer> weights) {
        this.weights = Map.copyOf(weights);
    }

    Caller of(Map<String, Object> parameters) {
        var context = TenantContext.find();
        var tenant = context.map(TenantContext::tenantId).map(Object::toString).orElse(NOBODY);
        var weight = context.map(this::weight).orElse(1);
        var timeout = number(TIMEOUT, parameters.get(TIMEOUT));
        return new Caller(
                tenant,
                weight,
                Math.toIntExact(Math.min(Integer.MAX_VALUE, number(PRIORITY, parameters.get(PRIORITY)))),
                timeout == 0 ? null : Duration.of(timeout, ChronoUnit.MICROS),
                Context.current());
    }

    private int weight(TenantContext caller) {
        var said = caller.terms().weight();
        return said > 0 ? said : weights.getOrDefault(caller.plan(), 1);
    }

    private static long number(String name, @Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case Long number when number >= 0 -> number;
            case Long number ->
                throw new InvalidInputException("parameters." + name, number + " came, at least 0 is expected");
            default -> throw new InvalidInputException("parameters." + name, "must be a whole number of at least 0");
        };
    }
}
