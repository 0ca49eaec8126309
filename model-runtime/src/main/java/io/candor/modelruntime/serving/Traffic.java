package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.platform.web.ProblemException;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Decides which version answers a request, and asks the candidate in the shadow of production. */
final class Traffic {
    private static final int SHADOWS = 64;
    private static final int ALL = 100;
    private static final Caller SHADOW = new Caller("shadow", 1, 0, null, Context.root());

    private final Registry registry;
    private final ReleaseStore releases;
    private final Map<Key, Comparison> comparisons = new ConcurrentHashMap<>();
    private final Semaphore shadows = new Semaphore(SHADOWS);

    private record Key(String name, @Nullable UUID owner) {}

    Traffic(Registry registry, ReleaseStore releases) {
        this.registry = registry;
        this.releases = releases;
    }

    /**
     * Holds the version that is to answer.
     *
     * @param version a number, {@code production}, {@code candidate}, or null for what the release says
     * @param requestKey decides whether a request is among the canary's; the same key, the same version
     */
    Shared<LoadedModel> acquire(String name, @Nullable String version, @Nullable UUID owner, String requestKey) {
        var known = !registry.versions(name, owner).isEmpty();
        return registry.acquire(name, known ? version(name, version, owner, requestKey) : version, owner);
    }

    private @Nullable String version(String name, @Nullable String version, @Nullable UUID owner, String requestKey) {
        if (version != null && ModelId.isVersion(version)) {
            return version;
        }
        var release = releases.get(name, owner);
        if (version == null) {
            return isCanary(release, name, owner, requestKey) ? release.candidate() : release.production();
        }
        return switch (version) {
            case "production" -> release.production();
            case "candidate" ->
                Optional.ofNullable(release.candidate())
                        .orElseThrow(() ->
                                ProblemException.notFound("model-not-found", "Model " + name + " has no candidate"));
            default -> version;
        };
    }

    private boolean isCanary(Release release, String name, @Nullable UUID owner, String requestKey) {
        var candidate = release.candidate();
        return candidate != null
                && Math.floorMod(mix(requestKey.hashCode()), ALL) < release.canaryPercent()
                && registry.isReady(new ModelId(name, candidate, owner));
    }

    /** Spreads hash codes of like texts (MurmurHash3's finaliser). */
    private static int mix(int hash) {
        var h = hash;
        h = (h ^ (h >>> 16)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        return h ^ (h >>> 16);
    }

    /** Takes note of a request that was answered, or not, and repeats it in the shadow where the release says so. */
    void done(ModelId id, InferenceRequest request, @Nullable InferenceAnswer answer, long nanos) {
        var release = releases.get(id.name(), id.owner());
        var candidate = release.candidate();
        var production = release.production();
        if (candidate == null || production == null) {
            return;
        }
        var comparison = comparison(id, production, candidate);
        comparison.count(id.version(), answer != null, nanos);
        if (release.shadow() && answer != null && id.version().equals(production)) {
            shadow(new ModelId(id.name(), candidate, id.owner()), request, answer, comparison);
        }
    }

    private void shadow(ModelId candidate, InferenceRequest request, InferenceAnswer expected, Comparison comparison) {
        if (!(registry.find(candidate).orElse(null) instanceof Registry.Entry.Ready(var model)) || !model.retain()) {
            return;
        }
        if (!shadows.tryAcquire()) {
            model.release();
            comparison.drop();
            return;
        }
        var start = System.nanoTime();
        try {
            model.get().served().infer(request, SHADOW).whenComplete((actual, failure) -> {
                comparison.count(candidate.version(), failure == null, System.nanoTime() - start);
                if (failure == null) {
                    comparison.compare(expected, actual);
                }
                shadows.release();
                model.release();
            });
        } catch (InvalidInputException e) {
            comparison.count(candidate.version(), false, System.nanoTime() - start);
            shadows.release();
            model.release();
        }
    }

    /** How production and candidate compare, if there is a candidate. */
    Optional<ComparisonReport> report(String name, @Nullable UUID owner) {
        var candidate = releases.get(name, owner).candidate();
        return candidate == null
                ? Optional.empty()
                : Optional.ofNullable(comparisons.get(new Key(name, owner))).map(Comparison::report);
    }

    /** Begins anew to compare, for the release has changed. */
    void restart(String name, @Nullable UUID owner) {
        comparisons.remove(new Key(name, owner));
    }

    private Comparison comparison(ModelId id, String production, String candidate) {
        return comparisons.compute(
                new Key(id.name(), id.owner()),
                (key, running) -> running != null && running.isOf(production, candidate)
                        ? running
                        : new Comparison(production, candidate));
    }
}
