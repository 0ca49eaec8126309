package io.candor.launcher.bench.metering;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.launcher.state.LauncherException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The tests' server that speaks the part of Stripe's API that Candor uses, run from its source as a process of its own. */
final class StripePeer implements AutoCloseable {
    private static final String SOURCE =
            "tenant-service/src/test/java/io/candor/tenantservice/stripeserver/StripeServer.java";
    private static final String KEY = "sk_test_candor";

    private final Process process;
    private final String url;

    private StripePeer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it, where the project's sources are there. */
    static Optional<StripePeer> start(Path projectRoot) throws IOException {
        var source = projectRoot.resolve(SOURCE);
        if (!Files.exists(source)) {
            return Optional.empty();
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-Xmx64m", "-XX:+UseSerialGC", source.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var url =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (url == null) {
            throw new LauncherException("The Stripe server of the tests cannot be started from " + source);
        }
        return Optional.of(new StripePeer(process, url));
    }

    /** With these tenant-service bills through it. */
    Map<String, String> environment() {
        return Map.of(
                "CANDOR_STRIPE_API_KEY",
                KEY,
                "CANDOR_STRIPE_API_BASE",
                url,
                "CANDOR_BILLING_STRIPE_SEND_INTERVAL",
                "1s");
    }

    /** The units of all meters that it counted for a customer. */
    long received(HttpClient http, String customer) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/received")).build();
        var sums =
                Bench.JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        return sums.properties().stream()
                .filter(sum -> sum.getKey().startsWith(customer + "/"))
                .map(Map.Entry::getValue)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
