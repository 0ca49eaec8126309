package io.candor.modelruntime.bench.wire;

import io.candor.modelruntime.bench.load.Answer;

/**
 * What came back.
 *
 * @param jsonLength the length of the JSON in front of binary tensors, -1 where the body is all JSON
 * @param body empty unless it was asked for
 */
record RestAnswer(int status, int jsonLength, byte[] body) {
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    Answer kind() {
        return switch (status) {
            case OK -> Answer.SERVED;
            case TOO_MANY_REQUESTS -> Answer.REJECTED;
            default -> Answer.FAILED;
        };
    }
}
