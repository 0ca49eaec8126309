package io.candor.auditledger.contract;

/** A contract does not allow what it was asked for; nothing has changed then. */
public final class ContractRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * A refusal.
     *
     * @param code one of few words joined by hyphens, for programs
     * @param message for people
     */
    public ContractRefusal(String code, String message) {
        super(message);
        this.code = code;
    }

    /** What was wrong, in one of few words. */
    public String code() {
        return code;
    }
}
