package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.modelrepository.ModelStore;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads and unloads, one at a time; only trials of tenants' files run beside. */
final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ModelStore store;
    private final Registry registry;
    private final ModelLoader loader;
    private final MemoryBudget budget;
    private final ReleaseStore releases;

    Loading(ModelStore store, Registry registry, ModelLoader loader, MemoryBudget budget, ReleaseStore releases) {
        this.store = store;
        this.registry = registry;
        this.loader = loader;
        this.budget = budget;
        this.releases = releases;
    }

    /** Loads everything: first what others are made of, then what is made of it. */
    synchronized void loadAll() {
        var all = store.readAll();
        all.unavailable().forEach(this::refuse);
        all.models().stream()
                .filter(Loading::isServed)
                .sorted(Comparator.comparingInt(Loading::order).thenComparing(StoredModel::id))
                .forEach(stored -> {
                    try {
                        load(stored, new Trials(loader));
                    } catch (MalformedModelException e) {
                        refuse(stored.id(), e.reason());
                    } catch (ProblemException e) {
                        refuse(stored.id(), e.detail());
                    }
                });
    }

    /** Loads the versions of a model that are new or have changed; heads and what is built on them always. */
    void load(String name, @Nullable UUID owner) {
        var trials = new Trials(loader);
        if (owner != null) {
            tryOut(name, owner, trials);
        }
        load(name, owner, trials);
    }

    /** Tries what is going to be loaded; what cannot even be read is refused by the load. */
    private void tryOut(String name, UUID owner, Trials trials) {
        for (var id : store.versions(name, owner)) {
            try {
                var stored = store.read(id);
                if (isServed(stored) && !isCurrent(stored)) {
                    budget.admit(stored, loader.estimate(stored), held());
                    trials.run(stored);
                }
            } catch (MalformedModelException | ProblemException e) {
                LOG.debug("Model {} is not tried: {}", id, e.getMessage());
            }
        }
    }

    private synchronized void load(String name, @Nullable UUID owner, Trials trials) {
        var versions = store.versions(name, owner);
        registry.versions(name, owner).keySet().stream()
                .filter(loaded -> !versions.contains(loaded))
                .toList()
                .forEach(registry::remove);
        releases.forget(name, owner);
        if (versions.isEmpty()) {
            throw ProblemException.notFound("model-not-found", "There is no model " + name + " in the repository");
        }
        var failures = new ArrayList<ProblemException>();
        for (var id : versions) {
            try {
                var stored = store.read(id);
                if (isServed(stored) && !isCurrent(stored)) {
                    load(stored, trials);
                }
            } catch (MalformedModelException e) {
                failures.add(new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "model-not-loadable",
                        "Model " + id + " is unavailable: " + e.reason()));
                refuse(id, e.reason());
            } catch (ProblemException e) {
                failures.add(e);
                refuse(id, e.detail());
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    /** Takes all versions of a model away. */
    synchronized void unload(String name, @Nullable UUID owner) {
        var versions = List.copyOf(registry.versions(name, owner).keySet());
        if (versions.isEmpty()) {
            throw ProblemException.notFound("model-not-found", "There is no model " + name);
        }
        await(versions.stream()
                .map(id -> registry.put(id, new Registry.Entry.Unloaded()))
                .toList());
    }

    private void load(StoredModel stored, Trials trials) throws MalformedModelException {
        var id = stored.id();
        budget.admit(stored, loader.estimate(stored), held());
        if (id.owner() != null) {
            trials.require(stored);
        }
        registry.loading(id);
        var model = loader.load(stored);
        await(List.of(registry.put(id, new Registry.Entry.Ready(new Shared<>(model)))));
        LOG.info("Model {} is ready, SHA-256 {}", id, model.served().identity().sha256());
    }

    /** Whether the version that answers is made of these very files and of no other model, so that there is nothing to load. */
    private boolean isCurrent(StoredModel stored) {
        if (!(registry.find(stored.id()).orElse(null) instanceof Registry.Entry.Ready(var model)) || !model.retain()) {
            return false;
        }
        try {
            var parts = model.get().parts();
            return order(stored) == 0 && parts.getFirst().digests().equals(stored.digests());
        } finally {
            model.release();
        }
    }

    private long held() {
        return registry.loaded().stream().mapToLong(LoadedModel::memory).sum();
    }

    /** A version that answers stays, whatever became of its files. */
    private void refuse(ModelId id, String reason) {
        if (!registry.isReady(id)) {
            registry.put(id, new Registry.Entry.Unavailable(reason));
        }
        LOG.error("Model {} is unavailable: {}", id, reason);
    }

    /** Waits until what was replaced has given its memory back; those who still ask it may take longer. */
    private static void await(List<CompletableFuture<Void>> closed) {
        try {
            CompletableFuture.allOf(closed.toArray(CompletableFuture<?>[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.info("A model that was replaced still answers");
        } catch (ExecutionException e) {
            throw new IllegalStateException("Closing never fails", e);
        }
    }

    private static boolean isServed(StoredModel stored) {
        return !(stored.definition() instanceof ModelDefinition.TextGeneration);
    }

    private static int order(StoredModel stored) {
        return switch (stored.definition()) {
            case ModelDefinition.Onnx graph -> 0;
            case ModelDefinition.TextEncoder encoder -> 0;
            case ModelDefinition.TextHead head -> 1;
            case ModelDefinition.TextPipeline pipeline -> 2;
            case ModelDefinition.TextRouter router -> 3;
            case ModelDefinition.TextGeneration generation -> 4;
        };
    }

    synchronized void close() {
        await(registry.entries().keySet().stream()
                .map(id -> registry.put(id, new Registry.Entry.Unloaded()))
                .toList());
    }
}
