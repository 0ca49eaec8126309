package io.candor.modelruntime.openinference.grpc;

import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc;
import io.candor.platform.tracing.Tracing;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the Open Inference Protocol over gRPC while the application runs. Inference never blocks, so it starts on the
 * network's own thread and saves the way to another; all that may wait, such as loading a model, has threads of its own.
 */
@Singleton
class GrpcServer implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);
    private static final int THREADS_PER_CORE = 2;
    private static final long GRACE = 5;
    private static final long LEAST_SECONDS_BETWEEN_PINGS = 10;
    private static final Set<String> NEVER_BLOCK = Set.of(
            GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName(),
            GRPCInferenceServiceGrpc.getServerLiveMethod().getFullMethodName(),
            GRPCInferenceServiceGrpc.getServerReadyMethod().getFullMethodName());

    private final GrpcConfig config;
    private final ExecutorService executor;
    private final Server server;

    GrpcServer(GrpcConfig config, GrpcInferenceService service, GrpcAuthorization authorization, Tracing tracing) {
        this.config = config;
        // Platform threads: loading a model inside ONNX Runtime would pin a virtual thread's carrier all the while.
        this.executor = Executors.newFixedThreadPool(
                THREADS_PER_CORE * Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("grpc-", 0).daemon().factory());
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress(config.host(), config.port()))
                .directExecutor()
                .callExecutor(this::executor)
                .maxInboundMessageSize(config.maxMessageSize())
                .permitKeepAliveTime(LEAST_SECONDS_BETWEEN_PINGS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .intercept(authorization)
                .addService(GrpcMethods.of(service));
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

    private <Q, A> @Nullable Executor executor(ServerCall<Q, A> call, Metadata headers) {
        return NEVER_BLOCK.contains(call.getMethodDescriptor().getFullMethodName()) ? null : executor;
    }
}
