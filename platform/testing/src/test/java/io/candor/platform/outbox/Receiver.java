package io.candor.platform.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A receiver of events that can be down and that refuses events which say "poison". */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
    private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    private volatile int status = 200;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/events", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            tokens.add(exchange.getRequestHeaders().getFirst("X-Candor-Internal-Token"));
            var answer = body.contains("poison") ? 400 : status;
            if (answer == 200) {
                new ObjectMapper()
                        .readTree(body)
                        .path("events")
                        .forEach(event -> accepted.add(event.path("body").asText()));
            }
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
    }

    void answerWith(int code) {
        status = code;
    }

    List<String> accepted() {
        return List.copyOf(accepted);
    }

    List<String> tokens() {
        return List.copyOf(tokens);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
