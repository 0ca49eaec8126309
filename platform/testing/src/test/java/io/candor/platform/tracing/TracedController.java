package io.candor.platform.tracing;

import io.candor.platform.inference.InferRequest;
import io.candor.platform.inference.ModelClient;
import io.candor.platform.security.RequiredScope;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.slf4j.MDC;

/** A service as an app is one: it asks a model, and works on more than one thread. */
@Controller("/traced")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiredScope("assistant:write")
@Requires(property = "candor.test.spans", value = "true")
class TracedController {
    private final ModelClient models;
    private final ExecutorService executor;

    TracedController(ModelClient models, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.models = models;
        this.executor = executor;
    }

    @Get("/model/{id}")
    String model(String id) {
        return models.infer(new InferRequest("m", List.of(id), Map.of(), List.of()))
                .modelName();
    }

    @Get("/here")
    String here() {
        return seen();
    }

    @Get("/elsewhere")
    CompletableFuture<String> elsewhere() {
        return CompletableFuture.supplyAsync(TracedController::seen, executor)
                .thenApplyAsync(first -> first + " " + seen(), executor);
    }

    @Get("/broken")
    String broken() {
        throw new IllegalStateException("broken");
    }

    private static String seen() {
        return Span.current().getSpanContext().getTraceId() + " " + MDC.get("trace_id") + " "
                + MDC.get("request_id") + " "
                + Thread.currentThread().isVirtual();
    }
}
