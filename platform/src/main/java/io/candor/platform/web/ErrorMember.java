package io.candor.platform.web;

import io.micronaut.http.HttpStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code error} of a problem, an extension (RFC 9457 section 3.2) for clients that read another protocol's
 * errors: a text under {@code /v2} (Open Inference Protocol v2), an object on the paths that OpenAI's clients ask.
 */
final class ErrorMember {
    private static final String INFERENCE = "/v2";
    private static final List<String> OPENAI = List.of("/v1/models", "/v1/embeddings", "/v1/chat");

    private ErrorMember() {}

    /** What {@code error} is in a problem on {@code path}, or null where no client looks for it. */
    static @Nullable Object of(String path, HttpStatus status, String slug, String detail, List<FieldError> errors) {
        if (isUnder(path, INFERENCE)) {
            return detail;
        }
        return OPENAI.stream().anyMatch(prefix -> isUnder(path, prefix))
                ? OpenAiError.of(status, slug, detail, errors)
                : null;
    }

    private static boolean isUnder(String path, String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
