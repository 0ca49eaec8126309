package io.candor.modelruntime.openinference;

import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * Where the gRPC server listens.
 *
 * @param host the address it is bound to
 * @param port 0 for any free one
 */
@ConfigurationProperties("candor.grpc")
record GrpcConfig(String host, int port) {}
