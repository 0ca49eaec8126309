package io.candor.tenantservice.stripeserver;

import java.util.Map;

/** What the server says. */
record StripeAnswer(int status, Map<String, Object> body) {
    static StripeAnswer ok(Map<String, Object> body) {
        return new StripeAnswer(200, body);
    }

    static StripeAnswer error(int status, String code, String message) {
        var type = status == 429 ? "rate_limit_error" : status >= 500 ? "api_error" : "invalid_request_error";
        return new StripeAnswer(status, Map.of("error", Map.of("type", type, "code", code, "message", message)));
    }

    /** A request that breaks one of Stripe's rules and never should have been sent. */
    static StripeAnswer violation(int status, String code, String message) {
        return error(status, "violation:" + code, message);
    }

    boolean isViolation() {
        return code().startsWith("violation:");
    }

    String message() {
        return body.get("error") instanceof Map<?, ?> error ? String.valueOf(error.get("message")) : "";
    }

    private String code() {
        return body.get("error") instanceof Map<?, ?> error ? String.valueOf(error.get("code")) : "";
    }
}
