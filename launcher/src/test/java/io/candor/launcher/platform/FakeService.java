package io.candor.launcher.platform;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A service small enough for a test: it is healthy and tells its environment. */
public final class FakeService {
    private FakeService() {}

    /** Serves {@code /health} and {@code /environment/NAME}. */
    public static void main(String[] arguments) throws IOException {
        var port = Integer.parseInt(System.getenv("CANDOR_PORT"));
        var server = HttpServer.create(new InetSocketAddress(System.getenv("CANDOR_HOST"), port), 0);
        server.createContext("/", exchange -> {
            var name = exchange.getRequestURI()
                    .getPath()
                    .substring(exchange.getRequestURI().getPath().lastIndexOf('/') + 1);
            var text = name.equals("health") ? "{\"status\":\"UP\"}" : Objects.toString(System.getenv(name), "");
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** Writes a jar that runs this class and holds the roles file, as every service's jar does. */
    static void writeJar(Path jar, String roles) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        Files.createDirectories(jar.getParent());
        var ownClass = FakeService.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file, manifest);
                var code = Objects.requireNonNull(
                        FakeService.class.getClassLoader().getResourceAsStream(ownClass))) {
            out.putNextEntry(new ZipEntry(ownClass));
            code.transferTo(out);
            out.putNextEntry(new ZipEntry("db/roles.sql"));
            out.write(roles.getBytes(StandardCharsets.UTF_8));
        }
    }
}
