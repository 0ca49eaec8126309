package io.candor.modelruntime.openinference.grpc;

import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc;
import io.candor.platform.security.InternalToken;
import io.candor.platform.security.InternalTokenVerifier;
import io.candor.platform.security.InvalidTokenException;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.tracing.SpanAttributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets in calls with a valid internal token that carries a tenant and the method's scope; health is open to all. */
@Singleton
class GrpcAuthorization implements ServerInterceptor {
    /** On whose behalf a call is made; null where none is needed. */
    static final Context.Key<TenantContext> CALLER = Context.key("candor-caller");

    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of(InternalToken.HEADER.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
    private static final String OPEN = "";
    private static final Map<String, String> SCOPES = Map.of(
            GRPCInferenceServiceGrpc.getServerLiveMethod().getFullMethodName(), OPEN,
            GRPCInferenceServiceGrpc.getServerReadyMethod().getFullMethodName(), OPEN,
            GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName(), "models:infer");
    private static final String OTHERWISE = "models:read";

    private final InternalTokenVerifier verifier;

    GrpcAuthorization(InternalTokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var scope = SCOPES.getOrDefault(call.getMethodDescriptor().getFullMethodName(), OTHERWISE);
        if (scope.equals(OPEN)) {
            return next.startCall(call, headers);
        }
        try {
            var caller = verifier.verify(headers.get(TOKEN));
            var refusal = refusal(caller, scope);
            if (refusal != null) {
                return close(call, Status.PERMISSION_DENIED.withDescription(refusal));
            }
            SpanAttributes.setCaller(Span.current(), caller);
            return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
        } catch (InvalidTokenException e) {
            return close(call, Status.UNAUTHENTICATED.withDescription(e.detail()));
        }
    }

    private static @Nullable String refusal(TenantContext caller, String scope) {
        if (!caller.scopes().contains(scope)) {
            return "The scope " + scope + " is needed";
        }
        return caller.tenantId() == null ? "A tenant is needed" : null;
    }

    private static <Q, A> ServerCall.Listener<Q> close(ServerCall<Q, A> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
