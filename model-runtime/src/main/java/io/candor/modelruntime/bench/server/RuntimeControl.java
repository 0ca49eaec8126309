package io.candor.modelruntime.bench.server;

import io.candor.modelruntime.bench.wire.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The model runtime's repository, over REST. */
public final class RuntimeControl implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final Caller caller;

    /** Acts as {@code caller}. */
    public RuntimeControl(int port, Caller caller) {
        this.address = URI.create("http://127.0.0.1:" + port);
        this.caller = caller;
    }

    /**
     * Loads what the model's folder holds; true once it is ready, false where the runtime refuses.
     *
     * @throws IllegalStateException where it fails otherwise
     */
    public boolean load(String model) throws InterruptedException {
        return act(model, "load");
    }

    /** Unloads a model. */
    public boolean unload(String model) throws InterruptedException {
        return act(model, "unload");
    }

    private boolean act(String model, String verb) throws InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve("/v2/repository/models/" + model + "/" + verb))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(Caller.HEADER, caller.token())
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 500 && response.statusCode() != 503) {
                throw new IllegalStateException(
                        verb + " of " + model + " failed: " + response.statusCode() + " " + response.body());
            }
            return response.statusCode() == OK;
        } catch (IOException e) {
            throw new UncheckedIOException("The runtime does not answer", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
