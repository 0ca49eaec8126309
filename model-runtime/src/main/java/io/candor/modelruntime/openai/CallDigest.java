package io.candor.modelruntime.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.platform.decision.CanonicalJson;
import io.candor.platform.web.ProblemException;

/** What of a request the decision record's input digest is made of: its canonical form. */
final class CallDigest {
    private CallDigest() {}

    /**
     * The canonical form of {@code body} (RFC 8785).
     *
     * @throws ProblemException 400 when it has none, such as for an integer that clients read differently
     */
    static byte[] input(JsonNode body) {
        try {
            return CanonicalJson.bytes(body);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("body", "cannot be recorded: " + e.getMessage());
        }
    }
}
