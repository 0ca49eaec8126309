package io.candor.modelruntime.serving;

import org.jspecify.annotations.Nullable;

/**
 * How one model names another: {@code name} or {@code name/version}.
 *
 * @param version null for the highest
 */
record Reference(String name, @Nullable String version) {
    static Reference of(String text) {
        var slash = text.indexOf('/');
        return slash < 0
                ? new Reference(text, null)
                : new Reference(text.substring(0, slash), text.substring(slash + 1));
    }
}
