package io.candor.tenantservice.stripeserver;

import com.sun.net.httpserver.HttpExchange;
import java.util.Map;
import java.util.Set;

/** What Stripe demands of each request. */
final class RequestShape {
    private static final String VERSION = "\\d{4}-\\d{2}-\\d{2}\\.[a-z]+";
    private static final Map<String, Set<String>> PARAMETERS = Map.ofEntries(
            Map.entry("GET /v1/products/*", Set.of()),
            Map.entry("POST /v1/products", Set.of("id", "name", "metadata", "unit_label")),
            Map.entry("GET /v1/prices", Set.of("lookup_keys", "limit", "active", "expand")),
            Map.entry(
                    "POST /v1/prices",
                    Set.of(
                            "currency",
                            "product",
                            "recurring",
                            "unit_amount_decimal",
                            "lookup_key",
                            "transfer_lookup_key",
                            "billing_scheme",
                            "tiers",
                            "tiers_mode",
                            "metadata",
                            "nickname")),
            Map.entry("GET /v1/billing/meters", Set.of("limit", "status", "starting_after")),
            Map.entry(
                    "POST /v1/billing/meters",
                    Set.of("display_name", "event_name", "default_aggregation", "customer_mapping", "value_settings")),
            Map.entry(
                    "GET /v1/billing/meters/*/event_summaries", Set.of("customer", "start_time", "end_time", "limit")),
            Map.entry("POST /v1/billing/meter_events", Set.of("event_name", "identifier", "timestamp", "payload")),
            Map.entry("POST /v1/customers", Set.of("name", "email", "metadata")),
            Map.entry("GET /v1/customers/*", Set.of()),
            Map.entry("GET /v1/subscriptions/*", Set.of("expand")),
            Map.entry("POST /v1/subscriptions/*", Set.of("items", "proration_behavior", "proration_date")),
            Map.entry("DELETE /v1/subscriptions/*", Set.of("invoice_now", "prorate")),
            Map.entry(
                    "POST /v1/checkout/sessions",
                    Set.of(
                            "mode",
                            "customer",
                            "line_items",
                            "success_url",
                            "cancel_url",
                            "client_reference_id",
                            "subscription_data",
                            "metadata")),
            Map.entry("POST /v1/billing_portal/sessions", Set.of("customer", "return_url")),
            Map.entry("GET /v1/invoiceitems", Set.of("customer", "limit", "starting_after")),
            Map.entry("POST /v1/invoiceitems", Set.of("customer", "amount", "currency", "description", "metadata")),
            Map.entry("GET /v1/invoices/*", Set.of("expand")));

    private RequestShape() {}

    /** What is wrong with the request, or null. */
    static String wrong(HttpExchange exchange, StripeServer.Request request) {
        var headers = exchange.getRequestHeaders();
        if (!("Bearer " + StripeServer.KEY).equals(headers.getFirst("Authorization"))) {
            return "The secret key that came is not the account's";
        }
        var version = headers.getFirst("Stripe-Version");
        if (version == null || !version.matches(VERSION)) {
            return "No API version: " + version;
        }
        if (request.method().equals("POST")) {
            var type = headers.getFirst("Content-Type");
            if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
                return "Not a form: " + type;
            }
            if (request.idempotencyKey().isEmpty() || request.idempotencyKey().length() > 255) {
                return "No idempotency key of at most 255 characters";
            }
        }
        return wrongParameter(request);
    }

    private static String wrongParameter(StripeServer.Request request) {
        var operation = PARAMETERS.keySet().stream()
                .filter(known -> (request.method() + " " + request.path()).matches(known.replace("*", "[^/]+")))
                .findFirst();
        if (operation.isEmpty()) {
            return "Unrecognized request URL";
        }
        return request.form().keySet().stream()
                .map(name -> name.replaceAll("\\[.*", ""))
                .filter(name -> !PARAMETERS.get(operation.get()).contains(name))
                .findFirst()
                .map(name -> "Received unknown parameter: " + name)
                .orElse(null);
    }
}
