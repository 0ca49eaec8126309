package io.candor.assistantapp.textanalysis;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A set of intents that a text is held against; the constant's text is the name of the model output. */
enum IntentSet {
    @JsonProperty("clinc150")
    CLINC150("clinc150"),
    @JsonProperty("banking77")
    BANKING77("banking77");

    private final String output;

    IntentSet(String output) {
        this.output = output;
    }

    /** The model output that holds the intents' probabilities. */
    String output() {
        return output;
    }

    /** The model output that holds the out-of-scope score. */
    String outOfScopeOutput() {
        return output + "_oos";
    }

    @Override
    public String toString() {
        return output;
    }
}
