package io.candor.auditledger.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.auditledger.checkpoint.CheckpointService;
import io.candor.auditledger.log.LogService;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Makes receipts out of the log. */
@Singleton
class ReceiptService {
    private final LogService log;
    private final CheckpointService checkpoints;
    private final TransactionOperations<Connection> transactions;
    private final ObjectMapper json;

    ReceiptService(
            LogService log,
            CheckpointService checkpoints,
            TransactionOperations<Connection> transactions,
            ObjectMapper json) {
        this.log = log;
        this.checkpoints = checkpoints;
        this.transactions = transactions;
        this.json = json;
    }

    Receipt receipt(UUID id) {
        return transactions.executeRead(status -> receipt(status.getConnection(), id));
    }

    private Receipt receipt(Connection connection, UUID id) throws SQLException, JsonProcessingException {
        var entry = log.require(connection, id);
        var place = entry.place().orElseThrow(() -> notYetSequenced(id));
        // Read after the entry: the head that was signed with it, or a later one.
        var head = checkpoints.latest(connection);
        return new Receipt(
                place.tenantSeq(),
                json.readTree(entry.record()),
                log.inclusionProof(connection, place.leafIndex(), head.size()),
                head.note(),
                checkpoints.key().toString());
    }

    private static ProblemException notYetSequenced(UUID id) {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "decision-not-yet-sequenced",
                "Decision " + id + " has no place in the log yet; it gets one within a second",
                List.of(),
                Duration.ofSeconds(1));
    }
}
