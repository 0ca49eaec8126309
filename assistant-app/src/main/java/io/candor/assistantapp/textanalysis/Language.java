package io.candor.assistantapp.textanalysis;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A language that texts are understood in (ISO 639-1). */
enum Language {
    @JsonProperty("en")
    EN,
    @JsonProperty("zh")
    ZH;

    /** The ISO 639-1 code. */
    String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
