package io.candor.auditledger.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a tenant demands before a version of a model may be released.
 *
 * @param approvals how many different people must approve; the proposer never counts
 * @param roles whose approval counts: one of these roles suffices
 * @param leastFigures evaluation figures that a proposal must reach, such as {@code accuracy} 0.92
 * @param keptFigures figures in production below which the contract goes back to the previous version
 */
public record ReleasePolicy(
        @JsonProperty("approvals") int approvals,
        @JsonProperty("roles") Set<String> roles,
        @JsonProperty("least_figures") Map<String, BigDecimal> leastFigures,
        @JsonProperty("kept_figures") Map<String, BigDecimal> keptFigures) {
    /** What holds where a tenant has said nothing: one approval by an owner or administrator. */
    public static final ReleasePolicy STANDARD = new ReleasePolicy(1, Set.of("owner", "admin"), Map.of(), Map.of());

    private static final int MOST_APPROVALS = 20;

    /** @throws ContractRefusal {@code policy-malformed} */
    public ReleasePolicy {
        if (approvals < 0 || approvals > MOST_APPROVALS) {
            throw new ContractRefusal("policy-malformed", "approvals must be from 0 to " + MOST_APPROVALS);
        }
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        leastFigures = Map.copyOf(leastFigures);
        keptFigures = Map.copyOf(keptFigures);
        if (approvals > 0 && roles.isEmpty()) {
            throw new ContractRefusal("policy-malformed", "roles must name whose approval counts");
        }
    }
}
