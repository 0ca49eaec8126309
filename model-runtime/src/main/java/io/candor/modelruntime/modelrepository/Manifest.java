package io.candor.modelruntime.modelrepository;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The canonical list of all files that a model version needs, its encoder's and heads' included: one line each as {@code
 * sha256sum} writes it, {@code <hex>  <name>/<version>/<path>}, ordered by path.
 */
public final class Manifest {
    private Manifest() {}

    /** The digest of the manifest of {@code parts}: the digest of the model version that is made of them. */
    public static String sha256(Collection<StoredModel> parts) {
        return Sha256.of(text(parts));
    }

    static String text(Collection<StoredModel> parts) {
        return parts.stream()
                .flatMap(part -> part.digests().entrySet().stream()
                        .map(file -> new ModelFile(part.id() + "/" + file.getKey(), file.getValue())))
                .distinct()
                .sorted(java.util.Comparator.comparing(ModelFile::path))
                .map(file -> file.sha256() + "  " + file.path() + "\n")
                .collect(Collectors.joining());
    }
}
