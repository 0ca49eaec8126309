package io.candor.modelruntime.openinference;

import io.candor.platform.tracing.Tracing;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the Open Inference Protocol over gRPC while the application runs. */
@Singleton
class GrpcServer implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);
    private static final int THREADS_PER_CORE = 2;
    private static final int MAX_MESSAGE = 4 * 1024 * 1024;
    private static final long GRACE = 5;

    private final GrpcConfig config;
    private final ExecutorService executor;
    private final Server server;

    GrpcServer(GrpcConfig config, GrpcInferenceService service, GrpcAuthorization authorization, Tracing tracing) {
        this.config = config;
        // Platform threads: a run inside ONNX Runtime would pin a virtual thread's carrier all the while.
        this.executor = Executors.newFixedThreadPool(
                THREADS_PER_CORE * Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("grpc-", 0).daemon().factory());
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress(config.host(), config.port()))
                .executor(executor)
                .maxInboundMessageSize(MAX_MESSAGE)
                .intercept(authorization)
                .addService(service);
        tracing.serverInterceptors().forEach(builder::intercept);
        this.server = builder.build();
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        try {
            server.start();
            LOG.info("gRPC listens on {}:{}", config.host(), server.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException("gRPC cannot listen on " + config.host() + ":" + config.port(), e);
        }
    }

    int port() {
        return server.getPort();
    }

    @PreDestroy
    void close() throws InterruptedException {
        server.shutdown();
        if (!server.awaitTermination(GRACE, TimeUnit.SECONDS)) {
            server.shutdownNow();
        }
        executor.shutdown();
    }
}
