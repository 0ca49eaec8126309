package io.candor.launcher.service;

import java.nio.file.Path;

/** The services, in the order in which they are shown. The name is also the module's, the jar's and the token issuer's. */
public enum Service {
    TENANT_SERVICE("tenant-service", Port.TENANT, 128),
    MODEL_RUNTIME("model-runtime", Port.RUNTIME, 256),
    AUDIT_LEDGER("audit-ledger", Port.LEDGER, 96),
    ASSISTANT_APP("assistant-app", Port.ASSISTANT, 96),
    GATEWAY("gateway", Port.GATEWAY, 96);

    private static final String VERSION = "0.1.0";

    private final String id;
    private final Port port;
    private final int heapMegabytes;

    Service(String id, Port port, int heapMegabytes) {
        this.id = id;
        this.port = port;
        this.heapMegabytes = heapMegabytes;
    }

    /** The name on the command line, in logs and in tokens. */
    public String id() {
        return id;
    }

    /** Where it serves HTTP. */
    public Port port() {
        return port;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    /** The jar that a cluster would run, too. */
    public Path jar(Path projectRoot) {
        return projectRoot.resolve(id).resolve("target").resolve(id + "-" + VERSION + ".jar");
    }
}
