package io.candor.tenantservice.stripeserver;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** The objects that the server holds: whatever was created, as it was described. */
public final class StripeObjects {
    private static final Map<String, String> KINDS = Map.of(
            "/v1/products", "product prod",
            "/v1/prices", "price price",
            "/v1/billing/meters", "billing.meter mtr",
            "/v1/customers", "customer cus",
            "/v1/checkout/sessions", "checkout.session cs_test",
            "/v1/billing_portal/sessions", "billing_portal.session bps",
            "/v1/invoiceitems", "invoiceitem ii");

    private final Clock clock;
    private final StripeMeters meters;
    private final Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    StripeObjects(Clock clock) {
        this.clock = clock;
        this.meters = new StripeMeters(clock);
    }

    /** The meter events. */
    public StripeMeters meters() {
        return meters;
    }

    /** The object {@code id}. */
    public synchronized Map<String, Object> get(String id) {
        return Objects.requireNonNull(objects.get(id), id);
    }

    /** Puts an object there, as if it had come to be at Stripe. */
    public synchronized void put(String id, Map<String, Object> object) {
        var complete = new LinkedHashMap<>(object);
        complete.put("id", id);
        objects.put(id, complete);
    }

    /** All objects of one kind, such as {@code price}. */
    public synchronized List<Map<String, Object>> all(String kind) {
        return objects.values().stream()
                .filter(object -> kind.equals(object.get("object")))
                .toList();
    }

    StripeAnswer answer(StripeServer.Request request) {
        var path = request.path();
        if (path.equals("/v1/billing/meter_events")) {
            return meters.create(
                    request.form(),
                    holds("customer", "id", request.form().get("payload[stripe_customer_id]")),
                    holds("billing.meter", "event_name", request.form().get("event_name")));
        }
        if (path.endsWith("/event_summaries")) {
            var meter = path.split("/")[4];
            return meters.summaries(meter, String.valueOf(get(meter).get("event_name")), request.form());
        }
        synchronized (this) {
            return switch (request.method()) {
                case "GET" -> read(path, request.form());
                case "DELETE" -> update(path, Map.of("status", "canceled"));
                default -> write(path, request.form());
            };
        }
    }

    private boolean holds(String kind, String member, String value) {
        return all(kind).stream().anyMatch(object -> Objects.equals(object.get(member), value));
    }

    private StripeAnswer read(String path, Map<String, String> form) {
        var kind = KINDS.get(path);
        if (kind != null) {
            var data = all(kind.split(" ")[0]).stream()
                    .filter(object -> matches(object, form))
                    .toList();
            return StripeAnswer.ok(Map.of("object", "list", "has_more", false, "data", data));
        }
        var object = objects.get(path.substring(path.lastIndexOf('/') + 1));
        return object == null
                ? StripeAnswer.error(404, "resource_missing", "No such object: " + path)
                : StripeAnswer.ok(object);
    }

    private static boolean matches(Map<String, Object> object, Map<String, String> form) {
        var keys = form.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("lookup_keys"))
                .map(Map.Entry::getValue)
                .toList();
        return keys.isEmpty() || keys.contains(String.valueOf(object.get("lookup_key")));
    }

    private StripeAnswer write(String path, Map<String, String> form) {
        var kind = KINDS.get(path);
        return kind == null ? update(path, form) : create(kind.split(" "), form);
    }

    private StripeAnswer create(String[] kind, Map<String, String> form) {
        var id = form.getOrDefault("id", kind[1] + "_" + number.incrementAndGet());
        if (objects.containsKey(id)) {
            return StripeAnswer.error(400, "resource_already_exists", "Already exists: " + id);
        }
        var object = new LinkedHashMap<>(Form.nested(form));
        object.put("id", id);
        object.put("object", kind[0]);
        object.put("created", clock.instant().getEpochSecond());
        object.put("livemode", false);
        if (object.containsKey("lookup_key")) {
            takeLookupKey(object.get("lookup_key"));
            object.remove("transfer_lookup_key");
        }
        if (object.get("tiers") instanceof List<?> tiers) {
            tiers.forEach(StripeObjects::endless);
        }
        if (kind[0].endsWith("session")) {
            object.put("url", "https://stripe.test/" + id);
            object.keySet().removeAll(List.of("line_items", "subscription_data"));
        }
        objects.put(id, object);
        return StripeAnswer.ok(object);
    }

    /** Asked for as {@code inf}, answered as null. */
    @SuppressWarnings("unchecked")
    private static void endless(Object tier) {
        ((Map<String, Object>) tier).computeIfPresent("up_to", (name, value) -> value.equals("inf") ? null : value);
    }

    private void takeLookupKey(Object key) {
        objects.values().stream()
                .filter(object -> Objects.equals(object.get("lookup_key"), key))
                .forEach(object -> object.remove("lookup_key"));
    }

    private StripeAnswer update(String path, Map<String, String> form) {
        var parts = path.split("/");
        var object = objects.get(parts[3]);
        if (object == null) {
            return StripeAnswer.error(404, "resource_missing", "No such object: " + path);
        }
        var change = Form.nested(form);
        if (object.get("object").equals("subscription") && change.remove("items") instanceof List<?> items) {
            object.put("items", SubscriptionItems.changed(object, items, this));
        }
        object.putAll(change);
        return StripeAnswer.ok(object);
    }
}
