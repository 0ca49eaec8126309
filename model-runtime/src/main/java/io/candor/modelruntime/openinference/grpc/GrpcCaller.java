package io.candor.modelruntime.openinference.grpc;

import java.util.function.Supplier;
import org.slf4j.MDC;

/** Binds the caller of a gRPC call to the thread that serves it, as the HTTP filter does for REST. */
final class GrpcCaller {
    private static final String REQUEST_ID = "request_id";

    private GrpcCaller() {}

    static <T> T call(Supplier<T> work) {
        var caller = GrpcAuthorization.CALLER.get();
        if (caller == null) {
            return work.get();
        }
        MDC.put(REQUEST_ID, caller.requestId());
        try {
            return caller.call(work);
        } finally {
            MDC.remove(REQUEST_ID);
        }
    }
}
