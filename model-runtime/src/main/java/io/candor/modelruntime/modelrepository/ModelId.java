package io.candor.modelruntime.modelrepository;

import java.util.Comparator;

/**
 * One version of a model.
 *
 * @param version a positive number; the highest is in production
 */
public record ModelId(String name, String version) implements Comparable<ModelId> {
    private static final Comparator<ModelId> ORDER =
            Comparator.comparing(ModelId::name).thenComparing(ModelId::number);

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
