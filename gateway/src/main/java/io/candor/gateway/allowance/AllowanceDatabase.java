package io.candor.gateway.allowance;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to the gateway's schema. They are {@code candor_worker} from their start, for one transaction holds the
 * calls of many tenants, and each statement is a transaction of its own, for a batch is one round trip.
 */
@Singleton
class AllowanceDatabase {
    private static final String TIMEOUT_SECONDS = "10";

    private final AllowanceConfig config;

    AllowanceDatabase(AllowanceConfig config) {
        this.config = config;
    }

    Connection connect(String name) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", "candor_app");
        properties.setProperty("password", config.databasePassword());
        properties.setProperty("options", "-c role=candor_worker");
        properties.setProperty("currentSchema", config.schema());
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        properties.setProperty("tcpNoDelay", "true");
        properties.setProperty("ApplicationName", "gateway-" + name);
        return DriverManager.getConnection(config.databaseUrl(), properties);
    }

    DataSource owner() {
        var source = new PGSimpleDataSource();
        source.setUrl(config.databaseUrl());
        source.setUser("candor_owner");
        source.setPassword(config.ownerPassword());
        source.setConnectTimeout(2);
        return source;
    }

    String schema() {
        return config.schema();
    }
}
