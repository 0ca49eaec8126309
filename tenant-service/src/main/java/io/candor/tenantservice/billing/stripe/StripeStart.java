package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the plan file to Stripe and begins to tell of usage once the service is up. */
@Singleton
@Requires(beans = StripeClient.class)
@Requires(property = "candor.billing.jobs", notEquals = "false")
class StripeStart {
    private static final Logger LOG = LoggerFactory.getLogger(StripeStart.class);

    private final StripeProvisioning provisioning;
    private final MeterEventJob job;

    StripeStart(StripeProvisioning provisioning, MeterEventJob job) {
        this.provisioning = provisioning;
        this.job = job;
    }

    @EventListener
    void onStart(ServerStartupEvent event) {
        Thread.ofVirtual().name("stripe-start").start(this::begin);
    }

    private void begin() {
        try {
            var catalog = provisioning.provision();
            LOG.info("The plan file is at Stripe; {} objects were created", catalog.created());
        } catch (StripeException e) {
            LOG.warn("The plan file could not be brought to Stripe yet: {} {}", e.getStatusCode(), e.getCode());
        }
        job.start();
    }
}
