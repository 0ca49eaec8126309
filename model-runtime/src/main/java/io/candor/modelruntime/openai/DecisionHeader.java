package io.candor.modelruntime.openai;

/** The header that names the decision record of an answer, also of one that streams. */
final class DecisionHeader {
    static final String NAME = "Candor-Decision-Id";

    private DecisionHeader() {}
}
