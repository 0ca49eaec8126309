package io.candor.modelruntime.language;

/**
 * The language of a text.
 *
 * @param code its ISO 639-1 code
 * @param confidence between 0 and 1
 */
public record DetectedLanguage(String code, float confidence) {}
