package io.candor.tenantservice.billing;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/**
 * How the operator bills.
 *
 * @param seller who bills: name and address, a line each
 * @param invoicePrefix begins the numbers of Candor's own invoices
 * @param closingDelay how long after a month's end it is invoiced
 * @param paymentTerm how long after the issue an invoice of Candor's own is due
 * @param gracePeriod how long a tenant that has not paid goes on working
 * @param webOrigins where the web app is, to which payment pages may return
 */
@ConfigurationProperties("candor.billing")
public record BillingConfig(
        @Bindable(defaultValue = "The operator of Candor") List<String> seller,
        @Bindable(defaultValue = "CND") String invoicePrefix,
        @Bindable(defaultValue = "1h") Duration closingDelay,
        @Bindable(defaultValue = "30d") Duration paymentTerm,
        @Bindable(defaultValue = "14d") Duration gracePeriod,
        @Bindable(defaultValue = "http://127.0.0.1:8080") List<String> webOrigins) {}
