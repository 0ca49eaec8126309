package io.candor.gateway.allowance;

/** What became of a call that asked to be let through. */
enum Verdict {
    ADMITTED,
    /** Only calls under way are in its way. */
    WAIT,
    TENANT_BUDGET_EXCEEDED,
    KEY_BUDGET_EXCEEDED,
    QUOTA_EXCEEDED;

    static Verdict of(String letter) {
        return switch (letter) {
            case "a" -> ADMITTED;
            case "w" -> WAIT;
            case "b" -> TENANT_BUDGET_EXCEEDED;
            case "k" -> KEY_BUDGET_EXCEEDED;
            case "q" -> QUOTA_EXCEEDED;
            default -> throw new IllegalArgumentException("No verdict is written " + letter);
        };
    }
}
