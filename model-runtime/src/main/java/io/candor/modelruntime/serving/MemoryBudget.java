package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.util.function.LongSupplier;

/** Refuses to load what would not fit, so that the process is never killed for it. */
final class MemoryBudget {
    /** What a model takes while it is read and optimised, against what its files take. */
    private static final int PEAK = 2;

    private static final long MEGABYTE = 1 << 20;

    private final long limit;
    private final LongSupplier available;

    /**
     * @param limit how many bytes all models together may take
     * @param available how many bytes the machine has left now
     */
    MemoryBudget(long limit, LongSupplier available) {
        this.limit = limit;
        this.available = available;
    }

    /**
     * Lets {@code stored} be loaded beside models that take {@code held} bytes.
     *
     * @param estimate how many bytes its graph is likely to take
     * @throws ProblemException 503 {@code model-does-not-fit}
     */
    void admit(StoredModel stored, long estimate, long held) {
        if (held + estimate > limit) {
            throw refusal(stored.id(), estimate, Math.max(0, limit - held), "for models");
        }
        var left = available.getAsLong();
        if (estimate * PEAK > left) {
            throw refusal(stored.id(), estimate * PEAK, left, "on this machine");
        }
    }

    private static ProblemException refusal(ModelId id, long needed, long left, String where) {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "model-does-not-fit",
                "Model " + id + " is not loaded: it needs about " + megabytes(needed) + " MB, and " + megabytes(left)
                        + " MB are left " + where);
    }

    private static long megabytes(long bytes) {
        return Math.ceilDiv(bytes, MEGABYTE);
    }
}
