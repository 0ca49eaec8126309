package io.candor.auditledger.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.decision.CanonicalJson;
import io.candor.platform.decision.DecisionRecord;
import io.candor.platform.fault.FaultPoint;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Takes decisions in, each of them once however often it is sent. */
@Singleton
class IntakeService {
    private final IntakeTable table;
    private final TransactionOperations<Connection> transactions;
    private final IntakeSignal signal;
    private final ObjectMapper json;

    IntakeService(
            IntakeTable table, TransactionOperations<Connection> transactions, IntakeSignal signal, ObjectMapper json) {
        this.table = table;
        this.transactions = transactions;
        this.signal = signal;
        this.json = json;
    }

    Outcome accept(List<DecisionRecord> records) {
        var tenant = TenantContext.current().requireTenant();
        var incoming = new ArrayList<IncomingDecision>();
        for (var record : records) {
            incoming.add(incoming("records[" + incoming.size() + "]", record, tenant));
        }
        var outcome = transactions.executeWrite(status -> {
            var accepted = insert(status.getConnection(), incoming);
            FaultPoint.reached("ledger.before-commit");
            return accepted;
        });
        FaultPoint.reached("ledger.committed");
        signal.give();
        return outcome;
    }

    private Outcome insert(Connection connection, List<IncomingDecision> incoming) throws SQLException {
        // One order for everybody: of two requests with the same ids, neither waits for the other crosswise.
        var ordered = incoming.stream()
                .sorted(Comparator.comparing(IncomingDecision::id))
                .toList();
        var inserted = table.insert(connection, ordered);
        if (inserted.size() < incoming.size()) {
            refuseOtherContent(connection, incoming);
        }
        return new Outcome(inserted.size(), incoming.size() - inserted.size());
    }

    private void refuseOtherContent(Connection connection, List<IncomingDecision> incoming) throws SQLException {
        var known = table.records(
                connection, incoming.stream().map(IncomingDecision::id).toList());
        for (var i = 0; i < incoming.size(); i++) {
            var decision = incoming.get(i);
            if (!decision.record().equals(known.get(decision.id()))) {
                var field = new FieldError("records[" + i + "].id", "was recorded with other content");
                throw new ProblemException(
                        HttpStatus.CONFLICT,
                        "decision-conflict",
                        "Decision " + decision.id() + " was recorded with other content",
                        List.of(field),
                        null);
            }
        }
    }

    private IncomingDecision incoming(String field, DecisionRecord record, UUID tenant) {
        if (!record.tenantId().equals(tenant)) {
            throw ProblemException.invalid(field + ".tenant_id", "is not the tenant of the internal token");
        }
        if (!record.summary().isObject()) {
            throw ProblemException.invalid(field + ".summary", "must be an object");
        }
        var review = record.review();
        if (review != null && !review.isObject()) {
            throw ProblemException.invalid(field + ".review", "must be an object");
        }
        if (record.app().indexOf('\0') >= 0) {
            throw ProblemException.invalid(field + ".app", "must not hold the character NUL");
        }
        return new IncomingDecision(record.id(), record.app(), canonical(field, record), record.createdAt());
    }

    private String canonical(String field, DecisionRecord record) {
        try {
            return CanonicalJson.text(json.valueToTree(record));
        } catch (IllegalArgumentException notCanonical) {
            var message = String.valueOf(notCanonical.getMessage());
            var space = message.indexOf(' ');
            throw ProblemException.invalid(
                    field + message.substring(0, space).replace('/', '.'), message.substring(space + 1));
        }
    }

    /** What became of a request's records. */
    record Outcome(int accepted, int duplicates) {}
}
