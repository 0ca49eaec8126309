package io.candor.modelruntime.generation.pull;

import io.candor.modelruntime.generation.FileDigest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/** Brings weights into a folder of this machine. */
final class Fetch {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PIP_MINUTES = 60;
    private static final int ZIP_MAGIC = 0x504b0304;

    private final Path folder;

    /** Fetches into {@code folder}. */
    Fetch(Path folder) {
        this.folder = folder;
    }

    /** A copy of what lies at {@code from}: a path of this machine, or an address of http or https. */
    Path from(String from, boolean digestIsKnown) throws IOException, PullException {
        var target = folder.resolve("fetched");
        if (from.toLowerCase(Locale.ROOT).matches("https?://.*")) {
            download(address(from, digestIsKnown), target);
            return target;
        }
        var file = Path.of(from);
        if (!Files.isRegularFile(file)) {
            throw new PullException("there is no file " + from);
        }
        Files.copy(file, target);
        return target;
    }

    private static URI address(String from, boolean digestIsKnown) throws PullException {
        try {
            var address = URI.create(from);
            var isSafe = "https".equals(address.getScheme())
                    || digestIsKnown
                    || InetAddress.getByName(address.getHost()).isLoopbackAddress();
            if (!isSafe) {
                throw new PullException("an address of http can be forged on the way; give the digest with --sha256");
            }
            return address;
        } catch (IllegalArgumentException | IOException e) {
            throw new PullException(from + " is no address that can be reached");
        }
    }

    private static void download(URI address, Path target) throws IOException, PullException {
        try (var client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            var response =
                    client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new PullException("the address answers with the status " + response.statusCode());
                }
                copy(
                        body,
                        target,
                        response.headers().firstValueAsLong("Content-Length").orElse(-1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PullException("interrupted");
        } catch (IOException e) {
            throw new PullException("the download failed: " + e);
        }
    }

    private static void copy(InputStream body, Path target, long length) throws IOException, PullException {
        if (length > Files.getFileStore(target.toAbsolutePath().getParent()).getUsableSpace()) {
            throw new PullException("the weights have " + (length >> 20) + " MiB, which the disk has no room for");
        }
        if (Files.copy(body, target) != length && length >= 0) {
            throw new IOException("it ended too early");
        }
    }

    /** The wheel of a Python package, from the index that this machine's pip is set up with. */
    Path wheel(String requirement) throws IOException, PullException {
        var command = new ProcessBuilder(
                        "python3",
                        "-m",
                        "pip",
                        "download",
                        requirement,
                        "--no-deps",
                        "--only-binary=:all:",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--dest",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pip.log").toFile());
        try {
            var pip = command.start();
            if (!pip.waitFor(PIP_MINUTES, TimeUnit.MINUTES) || pip.exitValue() != 0) {
                pip.destroyForcibly();
                throw new PullException("pip cannot fetch " + requirement + " (" + lastLine(folder.resolve("pip.log"))
                        + "); give its wheel with --from FILE");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PullException("interrupted");
        } catch (IOException e) {
            throw new PullException("python3 with pip is needed to fetch " + requirement
                    + "; install it, or give the wheel with --from FILE");
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new PullException("pip fetched no wheel of " + requirement));
        }
    }

    private static String lastLine(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> !line.isBlank())
                .reduce((earlier, later) -> later)
                .orElse("it does not say why");
    }

    /** Whether {@code file} is a ZIP archive, as wheels are. */
    static boolean isArchive(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var start = in.readNBytes(4);
            return start.length == 4 && ByteBuffer.wrap(start).getInt() == ZIP_MAGIC;
        }
    }

    /** The weights inside a wheel. */
    Path unpack(Path wheel, String entry) throws IOException, PullException {
        var target = folder.resolve("unpacked");
        try (var archive = new ZipFile(wheel.toFile())) {
            var found = archive.getEntry(entry);
            if (found == null) {
                throw new PullException("the archive holds no " + entry);
            }
            try (var in = archive.getInputStream(found)) {
                Files.copy(in, target);
            }
        }
        return target;
    }

    static void requireDigest(Path file, String what, String expected) throws IOException, PullException {
        var actual = FileDigest.sha256(file);
        if (!actual.equals(expected)) {
            throw new PullException(
                    what + " has the SHA-256 " + actual + ", not " + expected + "; nothing was changed");
        }
    }
}
