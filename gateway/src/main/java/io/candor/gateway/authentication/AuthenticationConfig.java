package io.candor.gateway.authentication;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long an answer of tenant-service is believed, and how the gateway hears that it changed.
 *
 * @param databaseUrl the database that notifies
 * @param databasePassword the password of {@code candor_app} there
 * @param positive how long a known credential is believed
 * @param negative how long a refusal is believed
 * @param heartbeat how often the connection that notifies is tried
 * @param lease how long after the last good heartbeat the cache may be used; with the time of one request this bounds
 *     how long a revoked key can go on
 */
@ConfigurationProperties("candor.authentication")
record AuthenticationConfig(
        String databaseUrl,
        @Bindable(defaultValue = "") String databasePassword,
        @Bindable(defaultValue = "30s") Duration positive,
        @Bindable(defaultValue = "2s") Duration negative,
        @Bindable(defaultValue = "500ms") Duration heartbeat,
        @Bindable(defaultValue = "900ms") Duration lease) {}
