package io.candor.platform.web;

import io.candor.platform.tenancy.TenantContext;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that follows a request through every service and back to the caller. */
public final class RequestId {
    /** The header that carries it. */
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = "candor.request-id";
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The caller's id when it is well formed, else a new one; kept with the request. */
    public static String assign(HttpRequest<?> request) {
        var id = acceptable(request.getHeaders().get(HEADER))
                .orElseGet(() -> UUID.randomUUID().toString());
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** The id of {@code request}, once assigned. */
    public static Optional<String> find(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class)
                .or(() -> TenantContext.find().map(TenantContext::requestId));
    }

    private static Optional<String> acceptable(@Nullable String id) {
        return Optional.ofNullable(id).filter(given -> ACCEPTED.matcher(given).matches());
    }
}
