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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in calls with a valid internal token that carries a tenant and a scope that is enough for the method; health is open
 * to all.
 */
@Singleton
class GrpcAuthorization implements ServerInterceptor {
    /** On whose behalf a call is made; null where none is needed. */
    static final Context.Key<TenantContext> CALLER = Context.key("candor-caller");

    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of(InternalToken.HEADER.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
    private static final String PLATFORM = "platform:admin";
    private static final Set<String> OPEN = Set.of(
            GRPCInferenceServiceGrpc.getServerLiveMethod().getFullMethodName(),
            GRPCInferenceServiceGrpc.getServerReadyMethod().getFullMethodName());
    private static final Map<String, List<String>> SUFFICIENT = Map.of(
            GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName(), List.of("models:infer"),
            GRPCInferenceServiceGrpc.getModelStatisticsMethod().getFullMethodName(), List.of("models:read", PLATFORM),
            GRPCInferenceServiceGrpc.getRepositoryIndexMethod().getFullMethodName(), List.of("models:read", PLATFORM),
            GRPCInferenceServiceGrpc.getRepositoryModelLoadMethod().getFullMethodName(),
                    List.of("models:manage", PLATFORM),
            GRPCInferenceServiceGrpc.getRepositoryModelUnloadMethod().getFullMethodName(),
                    List.of("models:manage", PLATFORM));
    private static final List<String> OTHERWISE = List.of("models:read");

    private final InternalTokenVerifier verifier;

    GrpcAuthorization(InternalTokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var method = call.getMethodDescriptor().getFullMethodName();
        if (OPEN.contains(method)) {
            return next.startCall(call, headers);
        }
        try {
            var caller = verifier.verify(headers.get(TOKEN));
            var refusal = refusal(caller, SUFFICIENT.getOrDefault(method, OTHERWISE));
            if (refusal != null) {
                return close(call, Status.PERMISSION_DENIED.withDescription(refusal));
            }
            SpanAttributes.setCaller(Span.current(), caller);
            return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
        } catch (InvalidTokenException e) {
            return close(call, Status.UNAUTHENTICATED.withDescription(e.detail()));
        }
    }

    private static @Nullable String refusal(TenantContext caller, List<String> sufficient) {
        if (Collections.disjoint(caller.scopes(), sufficient)) {
            return "The scope " + String.join(" or ", sufficient) + " is needed";
        }
        var ofPlatform = sufficient.contains(PLATFORM) && caller.scopes().contains(PLATFORM);
        return caller.tenantId() == null && !ofPlatform ? "A tenant is needed" : null;
    }

    private static <Q, A> ServerCall.Listener<Q> close(ServerCall<Q, A> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
