package io.candor.launcher.service;

/** Every port the platform listens on, and the environment variable that moves it. */
public enum Port {
    DATABASE("CANDOR_DB_PORT", 15432, "PostgreSQL"),
    KEYCLOAK("CANDOR_KEYCLOAK_PORT", 8180, "Keycloak"),
    GATEWAY("CANDOR_GATEWAY_PORT", 8080, "the gateway"),
    TENANT("CANDOR_TENANT_PORT", 8081, "tenant-service"),
    RUNTIME("CANDOR_RUNTIME_PORT", 8082, "model-runtime (REST)"),
    RUNTIME_GRPC("CANDOR_RUNTIME_GRPC_PORT", 9082, "model-runtime (gRPC)"),
    LEDGER("CANDOR_LEDGER_PORT", 8083, "audit-ledger"),
    ASSISTANT("CANDOR_ASSISTANT_PORT", 8084, "assistant-app");

    private final String variable;
    private final int usual;
    private final String purpose;

    Port(String variable, int usual, String purpose) {
        this.variable = variable;
        this.usual = usual;
        this.purpose = purpose;
    }

    /** The environment variable that moves it. */
    public String variable() {
        return variable;
    }

    /** The number when nobody moves it. */
    public int usual() {
        return usual;
    }

    /** Who listens there. */
    public String purpose() {
        return purpose;
    }
}
