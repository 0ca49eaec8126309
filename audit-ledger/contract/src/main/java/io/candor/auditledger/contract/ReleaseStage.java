package io.candor.auditledger.contract;

/** How far a version of a model has come. */
public enum ReleaseStage {
    /** Proposed, and waiting for approvals. */
    CANDIDATE,
    /** Approved as the policy demands; it may be activated. */
    APPROVED,
    /** Refused for good. */
    REFUSED,
    /** In production. */
    PRODUCTION,
    /** It was in production. */
    RETIRED
}
