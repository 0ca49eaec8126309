package io.candor.modelruntime.bench.wire;

/** A server on this machine that speaks the protocol over REST and gRPC. */
public record Endpoint(int rest, int grpc) {
    private static final String HOST = "127.0.0.1";

    /** How it is asked. */
    public enum Protocol {
        GRPC,
        REST_BINARY,
        REST_JSON
    }

    /** New connections over one protocol. */
    public Target connect(Protocol protocol) {
        return switch (protocol) {
            case GRPC -> overGrpc();
            case REST_BINARY -> new RestTarget(HOST, rest, RestEncoding.BINARY);
            case REST_JSON -> new RestTarget(HOST, rest, RestEncoding.JSON);
        };
    }

    /** New connections over gRPC. */
    public GrpcTarget overGrpc() {
        return new GrpcTarget(HOST, grpc);
    }
}
