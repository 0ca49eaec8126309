package io.candor.tenantservice.privacy;

import io.candor.platform.privacy.PersonalData;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The outbox at the tenant's end: what the end itself leaves there stays, ids by which the identity provider drops the
 * organization and its clients, until it is delivered.
 */
@Singleton
class WaitingEvents implements PersonalData {
    @Override
    public String table() {
        return "outbox";
    }

    @Override
    public Optional<Long> eraseTenant(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("delete from outbox where topic <> 'identity'")) {
            statement.executeUpdate();
            return Optional.of(0L);
        }
    }
}
