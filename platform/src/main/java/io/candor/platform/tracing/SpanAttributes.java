package io.candor.platform.tracing;

import io.candor.platform.tenancy.TenantContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** Names of what spans tell: OpenTelemetry's semantic conventions, and our own under {@code candor}. */
public final class SpanAttributes {
    public static final AttributeKey<String> TENANT_ID = AttributeKey.stringKey("candor.tenant_id");
    public static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("candor.request_id");
    public static final AttributeKey<String> MODEL_NAME = AttributeKey.stringKey("candor.model.name");
    public static final AttributeKey<String> MODEL_VERSION = AttributeKey.stringKey("candor.model.version");
    public static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("candor.batch_size");
    public static final AttributeKey<Long> MESSAGE_COUNT = AttributeKey.longKey("messaging.batch.message_count");

    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
    static final AttributeKey<String> RPC_SYSTEM = AttributeKey.stringKey("rpc.system");
    static final AttributeKey<String> RPC_SERVICE = AttributeKey.stringKey("rpc.service");
    static final AttributeKey<String> RPC_METHOD = AttributeKey.stringKey("rpc.method");
    static final AttributeKey<Long> RPC_STATUS = AttributeKey.longKey("rpc.grpc.status_code");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private SpanAttributes() {}

    /** Tells in {@code span} whom its work is for. */
    public static void setCaller(Span span, TenantContext caller) {
        if (span.isRecording()) {
            if (caller.tenantId() != null) {
                span.setAttribute(TENANT_ID, caller.tenantId().toString());
            }
            span.setAttribute(REQUEST_ID, caller.requestId());
        }
    }

    /** Marks {@code span} as failed; {@code type} is one of few words, such as an exception's class. */
    public static void setError(Span span, String type) {
        span.setAttribute(ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR);
    }
}
