package io.candor.gateway.allowance;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call was answered.
 *
 * @param status the HTTP status, 0 for a call that reached nobody
 * @param unused whether nothing was used, so that its reservation is set free now
 */
record FinishedCall(AdmittedCall call, int status, boolean unused) {
    static List<@Nullable Void> write(Connection connection, List<FinishedCall> batch) throws SQLException {
        try (var statement = connection.prepareStatement("select finish_calls(?, ?, ?, ?)")) {
            var calls = batch.stream().map(FinishedCall::call).toList();
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", calls.stream().map(AdmittedCall::tenantId).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", calls.stream().map(AdmittedCall::id).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "int4", batch.stream().map(FinishedCall::status).toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "bool", batch.stream().map(FinishedCall::unused).toArray()));
            statement.execute();
            return Collections.nCopies(batch.size(), null);
        }
    }
}
