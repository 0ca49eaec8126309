package io.candor.modelruntime.training;

import java.nio.file.Path;

/** A data file that does not read as its format says; the message names the file and the line. */
final class MalformedCorpusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedCorpusException(Path file, long line, String reason) {
        super(file.getFileName() + ", line " + line + ": " + reason);
    }
}
