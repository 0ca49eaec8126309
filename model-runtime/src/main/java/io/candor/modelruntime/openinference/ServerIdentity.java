package io.candor.modelruntime.openinference;

/** How this server introduces itself, over REST and gRPC alike. */
final class ServerIdentity {
    static final String NAME = "candor-model-runtime";
    static final String VERSION = "0.1.0";

    private ServerIdentity() {}
}
