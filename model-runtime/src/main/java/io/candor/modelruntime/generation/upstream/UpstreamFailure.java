package io.candor.modelruntime.generation.upstream;

import io.candor.platform.web.ProblemException;

/** An attempt that failed. */
final class UpstreamFailure extends Exception {
    private final ProblemException problem;
    private final Kind kind;

    /** What a failure means for the next attempt. */
    enum Kind {
        /** The server may be well again in a moment. */
        PASSING,
        /** The server is not well; another attempt would take as long or end the same way. */
        LASTING,
        /** The server is well and refuses this call. */
        REFUSAL
    }

    UpstreamFailure(ProblemException problem, Kind kind) {
        super(problem);
        this.problem = problem;
        this.kind = kind;
    }

    ProblemException problem() {
        return problem;
    }

    Kind kind() {
        return kind;
    }
}
