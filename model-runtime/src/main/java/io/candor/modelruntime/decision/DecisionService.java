package io.candor.modelruntime.decision;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.platform.decision.DecisionRecord;
import io.candor.platform.decision.Digests;
import io.candor.platform.decision.SubjectKeys;
import io.candor.platform.outbox.Outbox;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.usage.UsageRecorder;
import io.candor.platform.web.IdempotencyKeys;
import io.candor.platform.web.ProblemException;
import io.micronaut.data.connection.jdbc.exceptions.CannotGetJdbcConnectionException;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.exceptions.TransactionException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records and meters calls: record and usage are committed together, or the call has no answer. */
@Singleton
public class DecisionService {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionService.class);
    private static final String APP = "model-runtime";
    private static final Duration SOON = Duration.ofSeconds(2);

    private final IdempotencyKeys idempotency;
    private final SubjectKeys subjectKeys;
    private final Outbox outbox;
    private final UsageRecorder usage;
    private final TransactionOperations<Connection> transactions;
    private final JdbcOperations jdbc;
    private final Clock clock;
    private volatile boolean available = true;

    DecisionService(
            IdempotencyKeys idempotency,
            SubjectKeys subjectKeys,
            Outbox outbox,
            UsageRecorder usage,
            TransactionOperations<Connection> transactions,
            JdbcOperations jdbc,
            Clock clock) {
        this.idempotency = idempotency;
        this.subjectKeys = subjectKeys;
        this.outbox = outbox;
        this.usage = usage;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Checks that a call could be recorded, before work is put into it.
     *
     * @throws ProblemException 503 {@code records-unavailable}
     */
    public void requireAvailable() {
        orUnavailable(() -> transactions.executeRead(status ->
                jdbc.<Boolean>prepareStatement("select 1 from subject_key limit 0", PreparedStatement::execute)));
    }

    /**
     * Answers a call once for each idempotency key; the answer is kept in the transaction that records it.
     *
     * @param key the caller's idempotency key, or null
     * @param operation what is asked for; keys of different operations differ
     * @param subjectRef pseudonym of the person concerned, with whose key the answer is sealed
     * @param request the same key with another request is refused
     * @param work what the model does, outside a transaction
     * @param call how it is recorded
     * @param answer what the caller gets
     * @throws ProblemException 422 {@code idempotency-key-reused}, 503 {@code records-unavailable}
     */
    public <W, A> A answer(
            @Nullable String key,
            String operation,
            @Nullable String subjectRef,
            JsonNode request,
            Class<A> answerType,
            Supplier<W> work,
            Function<W, ModelCall> call,
            Function<W, A> answer) {
        return orUnavailable(() -> idempotency.answer(key, operation, subjectRef, request, answerType, work, result -> {
            append(call.apply(result));
            return answer.apply(result);
        }));
    }

    /**
     * Records a call in a transaction of its own.
     *
     * @throws ProblemException 503 {@code records-unavailable}
     */
    public void record(ModelCall call) {
        orUnavailable(() -> transactions.executeWrite(status -> {
            append(call);
            return true;
        }));
    }

    private void append(ModelCall call) {
        var context = TenantContext.current();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var subject = subjectKeys.of(call.subjectRef());
        var decision = new DecisionRecord(
                call.decisionId(),
                context.requireTenant(),
                APP,
                call.capability(),
                call.model(),
                Digests.salted(subject.key(), call.input()),
                Digests.salted(subject.key(), call.output()),
                call.summary(),
                context.subject(),
                subject.pseudonym(),
                null,
                null,
                now,
                Math.max(0, Duration.between(call.received(), now).toMillis()));
        outbox.append("decision", decision.id(), decision);
        var work = new UsageRecorder.Work(
                call.decisionId(),
                call.decisionId(),
                APP,
                call.capability(),
                call.model().name(),
                now);
        call.meters().forEach(meter -> usage.record(work, meter.name(), meter.quantity()));
    }

    private <T> T orUnavailable(Supplier<T> work) {
        try {
            var result = work.get();
            available = true;
            return result;
        } catch (CannotGetJdbcConnectionException | TransactionException | DataAccessException e) {
            if (available) {
                LOG.warn("Calls cannot be recorded, so they are refused: {}", e.toString());
            }
            available = false;
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "records-unavailable",
                    "The call cannot be recorded now, and no call goes unrecorded",
                    List.of(),
                    SOON);
        }
    }
}
