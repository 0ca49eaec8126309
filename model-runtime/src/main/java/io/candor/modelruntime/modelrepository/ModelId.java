package io.candor.modelruntime.modelrepository;

import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model.
 *
 * @param version a positive number; the highest is in production unless a release says otherwise
 * @param owner the tenant whose model it is and who alone sees it; null for the platform's
 */
public record ModelId(String name, String version, @Nullable UUID owner) implements Comparable<ModelId> {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Comparator<ModelId> ORDER = Comparator.comparing(
                    ModelId::owner, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(ModelId::name)
            .thenComparing(ModelId::number);

    /** A version of a model of the platform. */
    public ModelId(String name, String version) {
        this(name, version, null);
    }

    /** Whether {@code name} can name a model: letters, digits, dots, underscores and hyphens. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether {@code version} can be one. */
    public static boolean isVersion(String version) {
        return VERSION.matcher(version).matches();
    }

    private int number() {
        return Integer.parseInt(version);
    }

    @Override
    public int compareTo(ModelId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
