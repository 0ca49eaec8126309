package io.candor.modelruntime.generation.catalogue;

import io.candor.modelruntime.generation.ChatEngine;
import io.candor.modelruntime.generation.llamacpp.LlamaEngine;
import io.candor.modelruntime.generation.llamacpp.LlamaSettings;
import io.candor.modelruntime.generation.upstream.ApiKey;
import io.candor.modelruntime.generation.upstream.UpstreamEngine;
import io.candor.modelruntime.generation.upstream.UpstreamSettings;
import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelId;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads one entry of {@code engines}. */
final class EngineReader {
    private static final int USUAL_SLOTS = 2;
    private static final int USUAL_WAITING = 32;
    private static final int MOST_THREADS = 256;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> LLAMA_KEYS =
            Set.of("type", "file", "sha256", "slots", "threads", "waiting", "chat_template", "system_prompt");
    private static final Set<String> UPSTREAM_KEYS = Set.of(
            "type",
            "name",
            "url",
            "model",
            "api_key_env",
            "api_key_file",
            "include_usage",
            "timeouts",
            "retries",
            "backoff",
            "circuit_breaker");

    private EngineReader() {}

    /**
     * What an entry describes.
     *
     * @param files the digests of the files it needs, by path inside the model's folder
     * @param engine makes the engine
     */
    record Described(Map<String, String> files, Supplier<ChatEngine> engine) {}

    static Described read(ModelId id, int contextLength, Path folder, Setting engine) throws MalformedModelException {
        var type = engine.at("type");
        switch (type.text()) {
            case "llama.cpp" -> {
                var settings = llama(id.name(), contextLength, folder, engine);
                var path = folder.relativize(settings.file()).toString();
                return new Described(Map.of(path, settings.sha256()), () -> new LlamaEngine(settings));
            }
            case "upstream" -> {
                if (id.owner() != null) {
                    throw type.wrong("llama.cpp: a tenant's own model may not call a server elsewhere");
                }
                var settings = upstream(engine);
                return new Described(Map.of(), () -> new UpstreamEngine(settings));
            }
            default -> throw type.wrong("llama.cpp or upstream");
        }
    }

    private static LlamaSettings llama(String model, int contextLength, Path folder, Setting engine)
            throws MalformedModelException {
        engine.only(LLAMA_KEYS);
        var slots = engine.at("slots").numberOr(USUAL_SLOTS, 1, 64);
        return new LlamaSettings(
                model,
                inside(folder, engine.at("file")),
                engine.at("sha256").matching(SHA256, "64 hexadecimal digits"),
                contextLength,
                slots,
                engine.at("threads").numberOr(LlamaSettings.usualThreads(), 1, MOST_THREADS),
                engine.at("waiting").numberOr(USUAL_WAITING, 0, 10_000),
                engine.at("chat_template").textOr(""),
                engine.at("system_prompt").textOr(""));
    }

    private static Path inside(Path folder, Setting file) throws MalformedModelException {
        try {
            var path = folder.resolve(file.text()).normalize();
            if (path.startsWith(folder) && !path.equals(folder)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw file.wrong("the name of a file");
        }
        throw file.wrong("a file inside the model's folder");
    }

    private static UpstreamSettings upstream(Setting engine) throws MalformedModelException {
        engine.only(UPSTREAM_KEYS);
        return new UpstreamSettings(
                engine.at("name").isGiven()
                        ? engine.at("name").matching(NAME, "lower-case letters, digits, dots and hyphens")
                        : "upstream",
                address(engine.at("url")),
                engine.at("model").text(),
                key(engine),
                engine.at("include_usage").flagOr(true),
                timeouts(engine.at("timeouts").only(Set.of("connect", "first_token", "idle"))),
                engine.at("retries").numberOr(2, 0, 10),
                engine.at("backoff").timeOr(Duration.ofMillis(200)),
                breaker(engine.at("circuit_breaker")
                        .only(Set.of("window", "minimum_calls", "failure_rate", "open_for"))));
    }

    private static URI address(Setting url) throws MalformedModelException {
        try {
            var address = new URI(url.text());
            var isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            var isPlain = address.getQuery() == null && address.getFragment() == null;
            if (isHttp && isPlain && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw url.wrong("an address such as https://host/v1");
        }
        throw url.wrong("an address such as https://host/v1, without user, query or fragment");
    }

    private static ApiKey key(Setting engine) throws MalformedModelException {
        var variable = engine.at("api_key_env");
        var file = engine.at("api_key_file");
        if (variable.isGiven() && file.isGiven()) {
            throw file.wrong("left out where api_key_env is given");
        }
        if (variable.isGiven()) {
            return new ApiKey.FromEnvironment(
                    variable.matching(VARIABLE, "the name of an environment variable"), System::getenv);
        }
        return file.isGiven() ? new ApiKey.FromFile(Path.of(file.text())) : new ApiKey.None();
    }

    private static UpstreamSettings.Timeouts timeouts(Setting timeouts) throws MalformedModelException {
        return new UpstreamSettings.Timeouts(
                timeouts.at("connect").timeOr(Duration.ofSeconds(5)),
                timeouts.at("first_token").timeOr(Duration.ofMinutes(1)),
                timeouts.at("idle").timeOr(Duration.ofSeconds(30)));
    }

    private static UpstreamSettings.Breaker breaker(Setting breaker) throws MalformedModelException {
        var window = breaker.at("window").numberOr(20, 1, 1000);
        return new UpstreamSettings.Breaker(
                window,
                breaker.at("minimum_calls").numberOr(Math.min(5, window), 1, window),
                breaker.at("failure_rate").numberOr(50, 1, 100),
                breaker.at("open_for").timeOr(Duration.ofSeconds(30)));
    }
}
