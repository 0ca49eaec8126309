package io.candor.modelruntime.serving;

import io.candor.modelruntime.metrics.MetricsConfig;
import io.candor.modelruntime.metrics.ModelMetrics;
import io.candor.modelruntime.metrics.ModelStatistics;
import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.modelrepository.ModelStore;
import io.candor.platform.fault.FaultPoint;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks models and looks after them. Who calls is {@link TenantContext}: a tenant sees the platform's models and its own, of
 * which the latter come first where both have one name, and changes only its own.
 */
public final class ModelService implements AutoCloseable {
    private static final String PLATFORM = "onnxruntime_onnx";

    private final Registry registry;
    private final Loading loading;
    private final ReleaseStore releases;
    private final Traffic traffic;
    private final CallerFactory callers;

    ModelService(Registry registry, Loading loading, ReleaseStore releases, Traffic traffic, CallerFactory callers) {
        this.registry = registry;
        this.loading = loading;
        this.releases = releases;
        this.traffic = traffic;
        this.callers = callers;
    }

    /** Loads all that lies in the folder {@code repository}, with what counts its requests kept to itself. */
    public static ModelService open(Path repository) {
        var metrics = new ModelMetrics(new SimpleMeterRegistry(), new MetricsConfig(0), Clock.systemUTC());
        return ServingFactory.open(new ModelStore(List.of(repository)), metrics, ServingConfig.PLAIN);
    }

    /** Whether any model answers. */
    public boolean isReady() {
        return registry.hasReady();
    }

    /**
     * Returns when the model answers.
     *
     * @param version as in {@link InferenceRequest}
     * @throws ProblemException 404 or 503, with the reason
     */
    public void requireReady(String name, @Nullable String version) {
        with(name, version, model -> model);
    }

    /**
     * What is known about a model.
     *
     * @param version as in {@link InferenceRequest}
     * @throws ProblemException 404 or 503, with the reason
     */
    public ModelMetadata metadata(String name, @Nullable String version) {
        return with(name, version, model -> {
            var properties = new HashMap<>(model.served().properties());
            properties.put("sha256", model.served().identity().sha256());
            return new ModelMetadata(
                    name,
                    registry.ready(name, model.id().owner()),
                    PLATFORM,
                    model.served().inputs(),
                    model.served().outputs(),
                    properties);
        });
    }

    private <T> T with(String name, @Nullable String version, Function<LoadedModel, T> use) {
        var held = traffic.acquire(name, version, registry.owner(name, tenant()), "");
        try {
            return use.apply(held.get());
        } finally {
            held.release();
        }
    }

    /**
     * Runs a model. Never throws: what goes wrong is in the future, as a {@link ProblemException}: 400 that names the tensor
     * or parameter, 404, 429 {@code model-overloaded} with the time after which to try again, 503 or 504 {@code
     * model-timeout}. Cancelling the future gives up the request.
     */
    public CompletableFuture<InferenceAnswer> infer(InferenceRequest request) {
        FaultPoint.reached("runtime.received");
        try {
            var caller = callers.of(request.parameters());
            var owner = registry.owner(request.model(), tenant());
            var held = traffic.acquire(request.model(), request.version(), owner, key(request));
            return run(held, request, caller);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Runs a model and waits for the answer; an interrupt gives it up.
     *
     * @throws ProblemException as {@link #infer}
     */
    public InferenceAnswer ask(InferenceRequest request) {
        var future = infer(request);
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private CompletableFuture<InferenceAnswer> run(Shared<LoadedModel> held, InferenceRequest request, Caller caller) {
        var start = System.nanoTime();
        var model = held.get();
        CompletableFuture<InferenceAnswer> running;
        try {
            running = model.served().infer(request, caller);
        } catch (RuntimeException e) {
            running = CompletableFuture.failedFuture(e);
        }
        var under = running;
        var answered = new CompletableFuture<InferenceAnswer>();
        answered.whenComplete((answer, failure) -> {
            if (answered.isCancelled()) {
                under.cancel(true);
            }
        });
        running.whenComplete((answer, failure) -> {
            var nanos = System.nanoTime() - start;
            try {
                count(model, request, caller, answer, failure, nanos);
                traffic.done(model.id(), request, answer, nanos);
            } finally {
                held.release();
                FaultPoint.reached("runtime.inferred");
                if (failure == null) {
                    answered.complete(answer);
                } else {
                    answered.completeExceptionally(Failures.told(failure));
                }
            }
        });
        return answered;
    }

    private static void count(
            LoadedModel model,
            InferenceRequest request,
            Caller caller,
            @Nullable InferenceAnswer answer,
            @Nullable Throwable failure,
            long nanos) {
        if (answer != null) {
            model.recording().succeeded(caller.tenant(), model.served().rows(request), nanos);
        } else if (failure != null) {
            model.recording().failed(caller.tenant(), Failures.reason(Failures.told(failure)), nanos);
        }
    }

    /** What makes a request belong to the canary or not: its own name, or else the request id. */
    private static String key(InferenceRequest request) {
        return request.id().isEmpty()
                ? TenantContext.find().map(TenantContext::requestId).orElse("")
                : request.id();
    }

    /** The versions that the caller may see. */
    public List<IndexEntry> index(boolean readyOnly) {
        var tenant = tenant();
        return registry.entries().entrySet().stream()
                .filter(version -> isVisible(version.getKey(), tenant))
                .map(version -> entry(version.getKey(), version.getValue()))
                .filter(entry -> !readyOnly || entry.state() == IndexEntry.State.READY)
                .toList();
    }

    private static IndexEntry entry(ModelId id, Registry.Entry entry) {
        var state = switch (entry) {
            case Registry.Entry.Ready ready -> IndexEntry.State.READY;
            case Registry.Entry.Loading running -> IndexEntry.State.LOADING;
            case Registry.Entry.Unavailable broken -> IndexEntry.State.UNAVAILABLE;
            case Registry.Entry.Unloaded gone -> IndexEntry.State.UNAVAILABLE;
        };
        return new IndexEntry(id.name(), id.version(), state, Registry.reason(entry));
    }

    private boolean isVisible(ModelId id, @Nullable UUID tenant) {
        return java.util.Objects.equals(id.owner(), registry.owner(id.name(), tenant));
    }

    /**
     * Loads what lies in the repository under {@code name}; versions that are loaded already are replaced when the new ones
     * are warm, and until then they answer.
     *
     * @throws ProblemException 404 when there is nothing, 400 {@code model-not-loadable} with the reason, 503 {@code
     *     model-does-not-fit}; what was loaded before stays
     */
    public void load(String name) {
        loading.load(name, tenant());
    }

    /**
     * Takes a model away, once it has answered those who asked.
     *
     * @throws ProblemException 404 when the caller has no such model
     */
    public void unload(String name) {
        loading.unload(name, tenant());
    }

    /**
     * What versions have done since they were loaded.
     *
     * @param name null for all models that the caller may see
     * @param version null for all versions that are ready
     * @throws ProblemException 404 or 503 when what is named is not ready
     */
    public List<ModelStatistics> statistics(@Nullable String name, @Nullable String version) {
        if (name != null) {
            requireReady(name, version);
        }
        var tenant = tenant();
        return registry.loaded().stream()
                .filter(model -> isVisible(model.id(), tenant))
                .filter(model -> name == null || model.id().name().equals(name))
                .filter(model -> version == null || model.id().version().equals(version))
                .map(model -> model.recording().statistics().named(model.id().name()))
                .toList();
    }

    /**
     * Which versions of a model answer.
     *
     * @throws ProblemException 404
     */
    public Release release(String name) {
        return releases.get(name, owned(name, registry.owner(name, tenant())));
    }

    /**
     * Decides which versions of the caller's own model answer, from the next request on.
     *
     * @throws ProblemException 404, or 400 when a version that is named is not ready
     */
    public void setRelease(String name, Release release) {
        var owner = owned(name, tenant());
        requireVersion("production", name, release.production(), owner);
        requireVersion("candidate", name, release.candidate(), owner);
        releases.put(name, owner, release);
        traffic.restart(name, owner);
    }

    private void requireVersion(String field, String name, @Nullable String version, @Nullable UUID owner) {
        if (version != null && !registry.isReady(new ModelId(name, version, owner))) {
            throw new InvalidInputException(field, "version " + version + " of " + name + " is not ready");
        }
    }

    /**
     * How the candidate compares with production.
     *
     * @throws ProblemException 404 when there is no candidate or nothing was asked yet
     */
    public ComparisonReport comparison(String name) {
        return traffic.report(name, owned(name, registry.owner(name, tenant())))
                .orElseThrow(() -> ProblemException.notFound(
                        "comparison-not-found", "Model " + name + " has no candidate that was asked"));
    }

    private @Nullable UUID owned(String name, @Nullable UUID owner) {
        if (registry.versions(name, owner).isEmpty()) {
            throw ProblemException.notFound("model-not-found", "There is no model " + name);
        }
        return owner;
    }

    private static @Nullable UUID tenant() {
        return TenantContext.find().map(TenantContext::tenantId).orElse(null);
    }

    /** Unloads all models, once the runs in flight have ended. */
    @Override
    public void close() {
        loading.close();
    }
}
