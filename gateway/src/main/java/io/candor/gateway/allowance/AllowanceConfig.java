package io.candor.gateway.allowance;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Where calls are counted.
 *
 * @param databaseUrl the database
 * @param databasePassword the password of {@code candor_app} there
 * @param ownerPassword the password of {@code candor_owner} there
 * @param schema the gateway's schema
 * @param lease how long a call may hold a reservation that nobody settles
 * @param patience how long a call may wait for the reservations of others
 * @param retention how long calls and charges are kept
 */
@ConfigurationProperties("candor.allowance")
record AllowanceConfig(
        String databaseUrl,
        @Bindable(defaultValue = "") String databasePassword,
        @Bindable(defaultValue = "") String ownerPassword,
        @Bindable(defaultValue = "gateway") String schema,
        @Bindable(defaultValue = "15m") Duration lease,
        @Bindable(defaultValue = "20s") Duration patience,
        @Bindable(defaultValue = "90d") Duration retention) {}
