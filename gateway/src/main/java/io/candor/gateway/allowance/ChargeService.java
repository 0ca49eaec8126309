package io.candor.gateway.allowance;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Takes in what calls really used: it is added to what is spent, and their reservations are set free. */
@Singleton
class ChargeService {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final AllowanceDatabase database;
    private final Clock clock;

    ChargeService(AllowanceDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Adds {@code charges} of {@code tenant}, each once however often it comes.
     *
     * @return how many are new
     * @throws ProblemException 400 for a charge of another tenant, 503 while they cannot be kept
     */
    int take(UUID tenant, List<Charge> charges) {
        for (var index = 0; index < charges.size(); index++) {
            if (!charges.get(index).tenantId().equals(tenant)) {
                throw ProblemException.invalid("charges[" + index + "].tenant_id", "must be the token's tenant");
            }
        }
        try (var connection = database.connect("charges")) {
            return take(connection, tenant, charges);
        } catch (SQLException e) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "allowance-unavailable",
                    "Charges cannot be kept now: " + e.getSQLState(),
                    List.of(),
                    SOON);
        }
    }

    private int take(Connection connection, UUID tenant, List<Charge> charges) throws SQLException {
        try (var statement = connection.prepareStatement("select take_charges(?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setObject(1, tenant);
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            var columns = new Columns(connection, charges);
            statement.setArray(3, columns.of("uuid", Charge::eventId));
            statement.setArray(4, columns.of("uuid", Charge::callId));
            statement.setArray(5, columns.of("text", Charge::subject));
            statement.setArray(6, columns.of("text", Charge::meter));
            statement.setArray(7, columns.of("int8", Charge::quantity));
            statement.setArray(8, columns.of("int8", Charge::amountNanos));
            statement.setArray(9, columns.of("timestamptz", charge -> Timestamp.from(charge.occurredAt())));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private record Columns(Connection connection, List<Charge> charges) {
        java.sql.Array of(String type, Function<Charge, ?> column) throws SQLException {
            return connection.createArrayOf(type, charges.stream().map(column).toArray());
        }
    }
}
