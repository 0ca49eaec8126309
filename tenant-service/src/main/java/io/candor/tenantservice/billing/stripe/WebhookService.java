package io.candor.tenantservice.billing.stripe;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.stripe.StripeClient;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what Stripe tells. An event is only a hint that an object changed: the object itself is fetched while the
 * tenant's account is locked, so that neither repetition nor order matters.
 */
@Singleton
@Requires(beans = StripeClient.class)
class WebhookService {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookService.class);

    private final StripeApi api;
    private final StripeAccountRepository accounts;
    private final StripeEventTable events;
    private final InvoiceMirror invoices;
    private final SubscriptionMirror subscriptions;
    private final TransactionOperations<Connection> transactions;
    private final StripeConfig config;
    private final Clock clock;

    WebhookService(
            StripeApi api,
            StripeAccountRepository accounts,
            StripeEventTable events,
            InvoiceMirror invoices,
            SubscriptionMirror subscriptions,
            TransactionOperations<Connection> transactions,
            StripeConfig config,
            Clock clock) {
        this.api = api;
        this.accounts = accounts;
        this.events = events;
        this.invoices = invoices;
        this.subscriptions = subscriptions;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    /** What became of an event. */
    enum Outcome {
        /** It was taken in. */
        PROCESSED,
        /** It had been taken in before. */
        REPEATED,
        /** It tells nothing that Candor keeps. */
        IGNORED
    }

    /**
     * Takes in an event.
     *
     * @throws ProblemException 400 {@code invalid-signature}, or 503 when Stripe or its object cannot be reached: Stripe
     *     then tells it again
     */
    Outcome receive(String body, String signature) {
        verify(body, signature);
        if (isNotification(body)) {
            return Outcome.IGNORED;
        }
        var event = event(body, signature);
        var object = object(event);
        var customer = text(object, "customer");
        var kind = kind(event);
        if (kind.isEmpty() || customer.isEmpty()) {
            return Outcome.IGNORED;
        }
        var tenant = events.tenantOf(customer);
        if (tenant.isEmpty()) {
            LOG.info("Stripe event {} is about a customer of somebody else", event.getId());
            return Outcome.IGNORED;
        }
        return boundTo(tenant.get(), event).call(() -> process(event, kind, object));
    }

    private void verify(String body, String signature) {
        try {
            Webhook.Signature.verifyHeader(
                    body, signature, secret(), config.webhookTolerance().toSeconds(), clock);
        } catch (SignatureVerificationException e) {
            throw refused("The signature is not Stripe's, or too old");
        }
    }

    /** Events of Stripe's second API, such as complaints about meter events, name no object that Candor keeps. */
    private static boolean isNotification(String body) {
        try {
            var event = JsonParser.parseString(body).getAsJsonObject();
            if (!text(event, "object").equals("v2.core.event")) {
                return false;
            }
            LOG.error("Stripe event {} tells of trouble: {}", text(event, "id"), text(event, "type"));
            return true;
        } catch (JsonParseException | IllegalStateException e) {
            throw refused("The body is not an event");
        }
    }

    private Event event(String body, String signature) {
        try {
            return Webhook.constructEvent(
                    body, signature, secret(), config.webhookTolerance().toSeconds(), clock);
        } catch (SignatureVerificationException e) {
            throw refused("The signature is not Stripe's, or too old");
        }
    }

    private String secret() {
        var secret = config.webhookSecret();
        if (secret == null || secret.isBlank()) {
            throw refused("No secret for webhooks is configured");
        }
        return secret;
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-signature", detail);
    }

    private static JsonObject object(Event event) {
        var raw = event.getDataObjectDeserializer() == null
                ? null
                : event.getDataObjectDeserializer().getRawJson();
        return raw == null ? new JsonObject() : JsonParser.parseString(raw).getAsJsonObject();
    }

    /** The kind of object that an event is about, or nothing. */
    private static String kind(Event event) {
        var type = String.valueOf(event.getType());
        if (type.startsWith("invoice.") && !type.equals("invoice.upcoming")) {
            return "invoice";
        }
        return type.startsWith("customer.subscription.") || type.equals("checkout.session.completed")
                ? "subscription"
                : "";
    }

    private static String text(JsonObject object, String member) {
        var value = object.get(member);
        return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
    }

    private static TenantContext boundTo(UUID tenant, Event event) {
        return TenantContext.ofService("tenant-service", tenant, event.getId());
    }

    private Outcome process(Event event, String kind, JsonObject object) {
        return transactions.executeWrite(status -> {
            accounts.lock();
            if (!events.isFirst(event.getId(), event.getType(), clock.instant())) {
                return Outcome.REPEATED;
            }
            return api.call(stripe -> take(kind, object));
        });
    }

    private Outcome take(String kind, JsonObject object) throws StripeException {
        var isSession = text(object, "object").equals("checkout.session");
        var id = text(object, isSession ? "subscription" : "id");
        if (id.isEmpty()) {
            return Outcome.IGNORED;
        }
        if (kind.equals("invoice")) {
            invoices.fetch(id);
        } else {
            subscriptions.fetch(id);
        }
        return Outcome.PROCESSED;
    }
}
