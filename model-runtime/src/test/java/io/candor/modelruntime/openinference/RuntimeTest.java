package io.candor.modelruntime.openinference;

import io.candor.modelruntime.fixture.TestRepository;
import io.micronaut.test.support.TestPropertyProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.TestInstance;

/** What the tests of a running runtime share: a repository of its own and a free port for gRPC. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RuntimeTest implements TestPropertyProvider {
    @Override
    public Map<String, String> getProperties() {
        var port = String.valueOf(freePort());
        return Map.of(
                "candor.models",
                repository().root().toString(),
                "candor.grpc.port",
                port,
                "candor.runtime.address",
                "127.0.0.1:" + port);
    }

    /** What the runtime serves. */
    protected TestRepository repository() {
        return TestRepository.complete();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
