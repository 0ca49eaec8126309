package io.candor.auditledger.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.platform.privacy.PersonalData;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Decisions as they are exported, and their end with their tenant.
 *
 * <p>The erasure of a person leaves them: they name the person by a digest whose key is destroyed. With the tenant the
 * contents of its leaves go; their hashes stay, so that the log and receipts in other hands still verify.
 */
@Singleton
class DecisionExport implements PersonalData {
    private final ObjectMapper json;

    DecisionExport(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public String table() {
        return "decision";
    }

    @Override
    public Optional<ObjectNode> readable(ObjectNode row) {
        try {
            row.set("record", json.readTree(row.path("record").asText()));
            return Optional.of(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The record of decision " + row.path("id") + " is not JSON", e);
        }
    }

    @Override
    public String conditionOfSubject() {
        return "(record::jsonb ->> 'subject_ref') = any(?)";
    }

    @Override
    public Optional<Long> eraseTenant(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select erase_leaf_contents()");
                var rows = statement.executeQuery()) {
            rows.next();
            return Optional.of(rows.getLong(1));
        }
    }
}
