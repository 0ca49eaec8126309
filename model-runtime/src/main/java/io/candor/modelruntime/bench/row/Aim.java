package io.candor.modelruntime.bench.row;

/** What is measured and what it should come to. */
public enum Aim {
    IDENTITY(
            "identity_over_run",
            "identity model, one client, gRPC: time over session.run",
            "<= 150 us p50, <= 500 us p99"),
    THROUGHPUT("throughput_to_bare", "saturated throughput against the best bare batch", ">= 0.95"),
    PEER("throughput_to_peer", "saturated throughput against MLServer, same clients", ">= 1.5 x"),
    NEIGHBOUR("noisy_neighbour", "one tenant at 100 x its share: p99 of the others to alone", "<= 1.2 x"),
    SHARES("shares", "tenants' shares under saturation against weights 1:2:4", "within 5 %"),
    SWAP("swap_under_load", "model swapped under load; first request after ready to p50", "0 failures; <= 1.2 x"),
    MEMORY("resident_memory", "resident memory over loads, unloads and failed loads", "within 5 %");

    private final String id;
    private final String measure;
    private final String aim;

    Aim(String id, String measure, String aim) {
        this.id = id;
        this.measure = measure;
        this.aim = aim;
    }

    /** Its name in the JSON and on the command line. */
    public String id() {
        return id;
    }

    String measure() {
        return measure;
    }

    String aim() {
        return aim;
    }
}
