package io.candor.modelruntime.modelrepository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;

/** Reads one version's folder and holds its files against their digests. */
final class StoredModelReader {
    private static final String DESCRIPTION = "model.yaml";

    private StoredModelReader() {}

    static StoredModel read(ModelId id, Path folder) throws MalformedModelException {
        try {
            var description = folder.resolve(DESCRIPTION);
            if (!Files.isRegularFile(description)) {
                throw new MalformedModelException(DESCRIPTION + " is missing");
            }
            var described = DefinitionReader.read(id, Files.readString(description));
            var digests = new HashMap<String, String>();
            digests.put(DESCRIPTION, Sha256.of(description));
            for (var file : described.files()) {
                verify(folder, file);
                digests.put(file.path(), file.sha256());
            }
            return new StoredModel(described.definition(), folder, digests);
        } catch (IOException e) {
            throw new MalformedModelException("its files cannot be read: " + e);
        }
    }

    private static void verify(Path folder, ModelFile file) throws IOException, MalformedModelException {
        var path = folder.resolve(file.path()).normalize();
        if (!path.startsWith(folder) || path.equals(folder)) {
            throw new MalformedModelException(file.path() + " lies outside the model's folder");
        }
        if (!Files.isRegularFile(path)) {
            throw new MalformedModelException(file.path() + " is missing");
        }
        var actual = Sha256.of(path);
        if (!actual.equals(file.sha256())) {
            throw new MalformedModelException(
                    file.path() + " has the SHA-256 " + actual + ", but model.yaml says " + file.sha256());
        }
    }
}
