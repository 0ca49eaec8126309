package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.modelrepository.StoredModel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Trials of tenants' files in processes of their own. A trial may take a minute, so it is made before the load takes its
 * turn: no tenant waits for another's file. Two run at a time.
 */
final class Trials {
    private static final Semaphore PLACES = new Semaphore(2, true);

    private final ModelLoader loader;
    private final Map<ModelId, Outcome> outcomes = new HashMap<>();

    Trials(ModelLoader loader) {
        this.loader = loader;
    }

    private record Outcome(
            Map<String, String> digests, @Nullable MalformedModelException failure) {}

    /** Tries {@code stored}; what comes out is told by {@link #require}. */
    void run(StoredModel stored) {
        PLACES.acquireUninterruptibly();
        try {
            loader.probe(stored);
            outcomes.put(stored.id(), new Outcome(stored.digests(), null));
        } catch (MalformedModelException e) {
            outcomes.put(stored.id(), new Outcome(stored.digests(), e));
        } finally {
            PLACES.release();
        }
    }

    /**
     * Returns when {@code stored} has been tried and ran; files that have changed since are tried now.
     *
     * @throws MalformedModelException with the reason, when it did not run
     */
    void require(StoredModel stored) throws MalformedModelException {
        var known = outcomes.get(stored.id());
        if (known == null || !known.digests().equals(stored.digests())) {
            loader.probe(stored);
        } else if (known.failure() != null) {
            throw known.failure();
        }
    }
}
