package io.candor.modelruntime.serving;

import io.candor.modelruntime.modelrepository.ModelId;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a model answer those who name none.
 *
 * @param production the version in production; null for the highest that is ready
 * @param candidate the version that is to follow it; null for none
 * @param canaryPercent how many of a hundred requests the candidate answers
 * @param shadow whether the candidate is also asked what production answered, and the answers are compared
 */
public record Release(@Nullable String production, @Nullable String candidate, int canaryPercent, boolean shadow) {
    /** The highest version that is ready answers everything. */
    public static final Release NONE = new Release(null, null, 0, false);

    private static final int ALL = 100;

    /** @throws InvalidInputException that names what is wrong */
    public Release {
        requireVersion("production", production);
        requireVersion("candidate", candidate);
        if (canaryPercent < 0 || canaryPercent > ALL) {
            throw new InvalidInputException("canary_percent", canaryPercent + " came, 0 to 100 is expected");
        }
        if (candidate == null && (canaryPercent > 0 || shadow)) {
            throw new InvalidInputException("candidate", "is needed for a canary and for shadow traffic");
        }
        if (candidate != null && production == null) {
            throw new InvalidInputException("production", "is needed beside a candidate");
        }
        if (candidate != null && candidate.equals(production)) {
            throw new InvalidInputException("candidate", "is the version in production");
        }
    }

    private static void requireVersion(String field, @Nullable String version) {
        if (version != null && !ModelId.isVersion(version)) {
            throw new InvalidInputException(field, version + " came, a version number is expected");
        }
    }
}
