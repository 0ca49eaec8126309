package io.candor.launcher.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a process whether it can be used. */
@FunctionalInterface
public interface ReadyCheck {

    /** True once the process answers as it should; a refused connection is just false. */
    boolean isReady() throws InterruptedException;

    /** Ready when a GET answers 200. */
    static ReadyCheck http(HttpClient client, URI address) {
        var request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        return () -> {
            try {
                return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        };
    }
}
