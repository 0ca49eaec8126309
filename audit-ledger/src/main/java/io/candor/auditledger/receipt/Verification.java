package io.candor.auditledger.receipt;

import java.util.List;

/**
 * The outcome of checking a receipt.
 *
 * @param failures what failed, each beginning with the name of the check; empty when the receipt proves its decision
 * @param statement what the receipt proves, or as much of it as could be read
 */
public record Verification(List<String> failures, String statement) {
    /** An outcome that cannot change any more. */
    public Verification {
        failures = List.copyOf(failures);
    }

    /** Whether the receipt proves its decision. */
    public boolean isVerified() {
        return failures.isEmpty();
    }
}
