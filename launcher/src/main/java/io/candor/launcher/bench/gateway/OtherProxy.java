package io.candor.launcher.bench.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A proxy that governs nothing, in a process of its own beside the gateway. */
final class OtherProxy implements AutoCloseable {
    private static final int TRIES = 600;
    private static final long PAUSE_MILLIS = 100;

    private final Process process;
    private final int port;

    private OtherProxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    long pid() {
        return process.pid();
    }

    /** nginx where it is installed or {@code CANDOR_BENCH_NGINX} names it, with connections kept alive; else null. */
    static @Nullable OtherProxy nginx(Path folder, String upstream) throws IOException, InterruptedException {
        var named = System.getenv("CANDOR_BENCH_NGINX");
        var binary = Stream.of(named == null ? "/usr/sbin/nginx" : named, "/usr/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (binary.isEmpty()) {
            return null;
        }
        var port = freePort();
        Files.createDirectories(folder);
        var text = """
                worker_processes 1;
                daemon off;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  keepalive_requests 1000000;
                  upstream up { server %2$s; keepalive 64; keepalive_requests 1000000; }
                  server {
                    listen 127.0.0.1:%3$d;
                    location / {
                      proxy_pass http://up;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffering off;
                    }
                  }
                }
                """.formatted(folder, upstream.replace("http://", ""), port);
        var config = Files.writeString(folder.resolve("nginx.conf"), text);
        return start(List.of(binary.get().toString(), "-p", folder.toString(), "-c", config.toString()), folder, port);
    }

    /** Spring Cloud Gateway, built from Maven Central in {@code folder}; null where that is not possible. */
    static @Nullable OtherProxy spring(Path folder, String upstream) throws IOException, InterruptedException {
        var source = Files.createDirectories(folder.resolve("src/main/java/peer"));
        Files.writeString(folder.resolve("pom.xml"), resource("pom.xml"));
        Files.writeString(source.resolve("PeerGateway.java"), resource("PeerGateway.java.txt"));
        var log = folder.resolve("build.log").toFile();
        var build = new ProcessBuilder("mvn", "-q", "-B", "-f", folder.toString(), "package")
                .redirectErrorStream(true)
                .redirectOutput(log);
        build.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (build.start().waitFor() != 0) {
            return null;
        }
        var port = freePort();
        var route = "--spring.cloud.gateway.server.webflux.routes[0].";
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-jar",
                folder.resolve("target/peer.jar").toString(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                route + "id=up",
                route + "uri=" + upstream,
                route + "predicates[0]=Path=/**"));
        return start(command, folder, port);
    }

    private static OtherProxy start(List<String> command, Path folder, int port)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("run.log").toFile())
                .start();
        for (var attempt = 0; attempt < TRIES && process.isAlive(); attempt++) {
            try (var probe = new Socket("127.0.0.1", port)) {
                return new OtherProxy(process, port);
            } catch (IOException notYet) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        process.destroyForcibly();
        throw new IOException("The proxy did not start, see " + folder.resolve("run.log"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String resource(String name) throws IOException {
        try (var content = Objects.requireNonNull(OtherProxy.class.getResourceAsStream("/spring-gateway/" + name))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
