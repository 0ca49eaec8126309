package io.candor.modelruntime.generation.upstream;

import io.candor.modelruntime.generation.ChatMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Counts tokens where a server does not say: four bytes of UTF-8 are one token, and each message has four more for its
 * role and marks. The results say that they are estimates.
 */
final class TokenEstimate {
    private static final int BYTES_OF_TOKEN = 4;
    private static final int TOKENS_OF_MESSAGE = 4;

    private TokenEstimate() {}

    static int ofText(String text) {
        return Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, BYTES_OF_TOKEN);
    }

    static int ofMessages(List<ChatMessage> messages) {
        return messages.stream()
                .mapToInt(message -> TOKENS_OF_MESSAGE + ofText(message.content()))
                .sum();
    }
}
