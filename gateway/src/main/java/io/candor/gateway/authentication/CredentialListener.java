package io.candor.gateway.authentication;

import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from PostgreSQL ({@code LISTEN}) which credentials changed.
 *
 * <p>An answered heartbeat proves that everything committed before it was sent has been heard; from that instant the
 * cache has a lease. A connection that is lost, or that hangs, extends no lease, so the cache falls out of use by itself,
 * without anybody noticing the loss.
 */
@Context
class CredentialListener implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialListener.class);
    private static final String CHANNEL = "candor_credentials";
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final AuthenticationConfig config;
    private final CredentialCache cache;
    private final Thread thread =
            Thread.ofPlatform().name("credential-listener").daemon().unstarted(this);
    private volatile boolean stopped;
    private boolean lossReported;

    CredentialListener(AuthenticationConfig config, CredentialCache cache) {
        this.config = config;
        this.cache = cache;
    }

    @PostConstruct
    void start() {
        thread.start();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!stopped) {
            try (var connection = connect()) {
                listen(connection);
            } catch (SQLException e) {
                reportLoss(e);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void reportLoss(SQLException e) {
        if (!lossReported && !stopped) {
            LOG.warn("Not told of changed credentials, so each is checked anew: {}", e.getMessage());
            lossReported = true;
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "candor_app");
        properties.setProperty("password", config.databasePassword());
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "2");
        properties.setProperty("ApplicationName", "gateway-credentials");
        return DriverManager.getConnection(config.databaseUrl(), properties);
    }

    private void listen(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) config.lease().toMillis());
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            cache.clear();
            LOG.info("Told of changed credentials");
            lossReported = false;
            while (!stopped) {
                var sent = System.nanoTime();
                statement.execute("select 1");
                forget(connection.unwrap(PGConnection.class).getNotifications());
                cache.extendLease(sent, config.lease());
                forget(connection.unwrap(PGConnection.class).getNotifications((int)
                        config.heartbeat().toMillis()));
            }
        }
    }

    private void forget(PGNotification @Nullable [] notifications) {
        if (notifications == null) {
            return;
        }
        for (var notification : notifications) {
            forget(notification.getParameter());
        }
    }

    private void forget(String changed) {
        var colon = changed.indexOf(':');
        try {
            if (colon < 0) {
                cache.forgetApiKey(changed);
            } else {
                cache.forgetTenant(UUID.fromString(changed.substring(colon + 1)));
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("A credential changed, but which one is not understood; all are forgotten");
            cache.clear();
        }
    }
}
