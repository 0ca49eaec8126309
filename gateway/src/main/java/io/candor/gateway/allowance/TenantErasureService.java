package io.candor.gateway.allowance;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Erases what the gateway holds of a tenant; to do it again changes nothing. */
@Singleton
class TenantErasureService {
    private static final List<String> TABLES = List.of("request_log", "charge", "allowance");

    private final AllowanceDatabase database;

    TenantErasureService(AllowanceDatabase database) {
        this.database = database;
    }

    void erase(UUID tenant) {
        try (var connection = database.connect("erasure")) {
            for (var table : TABLES) {
                try (var statement = connection.prepareStatement("delete from " + table + " where tenant_id = ?")) {
                    statement.setObject(1, tenant);
                    statement.executeUpdate();
                }
            }
        } catch (SQLException e) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "allowance-unavailable",
                    "Nothing can be erased now: " + e.getSQLState(),
                    List.of(),
                    Duration.ofSeconds(1));
        }
    }
}
