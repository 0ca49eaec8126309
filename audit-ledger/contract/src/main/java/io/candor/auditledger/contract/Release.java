package io.candor.auditledger.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A version of a model on its way.
 *
 * @param sha256 of all its files; what is activated must have it
 * @param figures of its evaluation, as proposed
 * @param proposer who proposed it
 * @param approvers who approved it, in order
 */
public record Release(
        @JsonProperty("version") String version,
        @JsonProperty("sha256") String sha256,
        @JsonProperty("figures") Map<String, BigDecimal> figures,
        @JsonProperty("proposer") String proposer,
        @JsonProperty("approvers") List<String> approvers,
        @JsonProperty("stage") ReleaseStage stage) {
    /** A release that cannot change any more. */
    public Release {
        figures = Map.copyOf(figures);
        approvers = List.copyOf(approvers);
    }

    Release approvedBy(String approver, ReleaseStage next) {
        var more = new ArrayList<>(approvers);
        more.add(approver);
        return new Release(version, sha256, figures, proposer, more, next);
    }

    Release at(ReleaseStage next) {
        return new Release(version, sha256, figures, proposer, approvers, next);
    }
}
