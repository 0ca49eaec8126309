package io.candor.modelruntime.generation.upstream;

import java.net.URI;
import java.time.Duration;

/**
 * A server that speaks the OpenAI chat completions protocol.
 *
 * @param name what it is called in answers, records and logs
 * @param url where its interface begins, such as {@code https://host/v1}; {@code /chat/completions} is added
 * @param model what the model is called there
 * @param key where its key is found
 * @param usage whether to ask for the usage with {@code stream_options.include_usage}; a few servers refuse the field
 * @param timeouts how long it may take
 * @param retries how often a call that failed before the first text is repeated
 * @param backoff how long to wait before the first repetition; each further one waits twice as long
 * @param breaker when to leave it alone for a while
 */
public record UpstreamSettings(
        String name,
        URI url,
        String model,
        ApiKey key,
        boolean usage,
        Timeouts timeouts,
        int retries,
        Duration backoff,
        Breaker breaker) {
    /**
     * How long a server may take.
     *
     * @param connect for the connection
     * @param firstToken from the request to the first text
     * @param idle between two pieces of text
     */
    public record Timeouts(Duration connect, Duration firstToken, Duration idle) {}

    /**
     * When a server is left alone (the words are Resilience4j's).
     *
     * @param window how many calls are looked back at
     * @param minimumCalls how many calls must have been made before it opens
     * @param failureRate the percentage of failures at which it opens
     * @param openFor for how long no call is made
     */
    public record Breaker(int window, int minimumCalls, int failureRate, Duration openFor) {}
}
