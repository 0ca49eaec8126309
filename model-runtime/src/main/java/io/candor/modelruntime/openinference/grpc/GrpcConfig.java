package io.candor.modelruntime.openinference.grpc;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.ReadableBytes;

/**
 * Where the gRPC server listens, and what it takes.
 *
 * @param host the address it is bound to
 * @param port 0 for any free one
 * @param maxMessageSize how large a request may be
 */
@ConfigurationProperties("candor.grpc")
record GrpcConfig(
        String host,
        int port,
        @ReadableBytes @Bindable(defaultValue = "32MB") int maxMessageSize) {}
