package io.candor.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.crypto.Vault;
import io.candor.platform.decision.Digests;
import io.candor.platform.tenancy.WorkerTransactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.http.HttpStatus;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes a repeated request answer as the first did (draft-ietf-httpapi-idempotency-key-header).
 *
 * <p>The key is written in the transaction of the work itself, so a crash leaves either both or neither, and of two
 * requests at once the second waits and then gives the first one's answer. Answers lie sealed.
 */
@Singleton
@Requires(beans = DataSource.class)
public class IdempotencyKeys {
    /** The request header. */
    public static final String HEADER = "Idempotency-Key";

    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcOperations jdbc;
    private final TransactionOperations<Connection> transactions;
    private final WorkerTransactions workers;
    private final Vault vault;
    private final ObjectMapper json;
    private final Clock clock;

    IdempotencyKeys(
            JdbcOperations jdbc,
            TransactionOperations<Connection> transactions,
            WorkerTransactions workers,
            Vault vault,
            ObjectMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.workers = workers;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Answers a request that is about no particular person once per key.
     *
     * @see #answer(String, String, String, Object, Class, Supplier, Function)
     */
    public <W, A> A answer(
            @Nullable String key,
            String operation,
            Object request,
            Class<A> answerType,
            Supplier<W> work,
            Function<W, A> commit) {
        return answer(key, operation, null, request, answerType, work, commit);
    }

    /**
     * Answers a request once per key.
     *
     * @param key the header's value, or null when the caller gave none
     * @param operation what is asked for, such as {@code assistant.analysis}; keys of different operations differ
     * @param subjectRef pseudonym of the person concerned, with whose key the answer is sealed
     * @param request the request's body; the same key with another body is refused
     * @param work what to do outside a transaction, such as asking a model
     * @param commit what to write, in the transaction that also keeps the answer
     * @throws ProblemException 422 {@code idempotency-key-reused}, or 400 for a malformed key
     */
    public <W, A> A answer(
            @Nullable String key,
            String operation,
            @Nullable String subjectRef,
            Object request,
            Class<A> answerType,
            Supplier<W> work,
            Function<W, A> commit) {
        if (key == null) {
            var result = work.get();
            return transactions.executeWrite(status -> commit.apply(result));
        }
        requireWellFormed(key);
        var digest = Digests.sha256(write(request));
        var earlier = transactions.executeRead(status -> find(key, operation, digest, answerType));
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var result = work.get();
        return transactions.executeWrite(status -> {
            if (!claim(key, operation, digest)) {
                return find(key, operation, digest, answerType).orElseThrow();
            }
            var answer = commit.apply(result);
            keep(key, operation, subjectRef, answer);
            return answer;
        });
    }

    private static void requireWellFormed(String key) {
        if (key.isBlank() || key.length() > 255 || !key.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
            throw ProblemException.invalid(HEADER, "must be 1 to 255 printable ASCII characters");
        }
    }

    private <A> Optional<A> find(String key, String operation, byte[] digest, Class<A> answerType) {
        return kept(key, operation).map(kept -> {
            if (!kept.isOf(digest, vault)) {
                throw reused();
            }
            ReplayFilter.mark();
            var answer = kept.sealed() == null ? kept.clear() : open(key, operation, kept.sealed());
            return read(answer, answerType);
        });
    }

    /** What is kept under a key; in clear where it is from before answers were sealed. */
    private record Kept(byte[] request, byte @Nullable [] sealed, byte[] clear) {
        /** The digest of the request is keyed, so that nobody can find a short text by trying. */
        boolean isOf(byte[] digest, Vault vault) {
            return Arrays.equals(request, sealed == null ? digest : keyed(digest, vault));
        }
    }

    static byte[] keyed(byte[] digest, Vault vault) {
        return HexFormat.of().parseHex(vault.indexOf("request " + HexFormat.of().formatHex(digest)));
    }

    private Optional<Kept> kept(String key, String operation) {
        var sql = "select request_sha256, sealed, answer from idempotency_key where operation = ? and key = ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, operation);
            statement.setString(2, key);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var clear = rows.getString(3);
                return Optional.of(new Kept(
                        rows.getBytes(1),
                        rows.getBytes(2),
                        clear == null ? new byte[0] : clear.getBytes(StandardCharsets.UTF_8)));
            }
        });
    }

    private boolean claim(String key, String operation, byte[] digest) {
        var sql = "insert into idempotency_key (operation, key, request_sha256, created_at) values (?, ?, ?, ?)"
                + " on conflict do nothing";
        var request = keyed(digest, vault);
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, operation);
            statement.setString(2, key);
            statement.setBytes(3, request);
            statement.setTimestamp(4, Timestamp.from(clock.instant()));
            return statement.executeUpdate() == 1;
        });
    }

    private void keep(String key, String operation, @Nullable String subjectRef, Object answer) {
        var sealed = vault.seal(subjectRef, write(answer), context(key, operation));
        var sql = "update idempotency_key set sealed = ?, sealed_by = ? where operation = ? and key = ?";
        jdbc.prepareStatement(sql, statement -> {
            statement.setBytes(1, sealed);
            statement.setObject(2, Vault.keyIdOf(sealed));
            statement.setString(3, operation);
            statement.setString(4, key);
            return statement.executeUpdate();
        });
    }

    private byte[] open(String key, String operation, byte[] sealed) {
        return vault.open(sealed, context(key, operation))
                .orElseThrow(() -> new IllegalStateException("The key of a kept answer is gone before the answer"));
    }

    static byte[] context(String key, String operation) {
        return ("idempotency_key\n" + operation + "\n" + key).getBytes(StandardCharsets.UTF_8);
    }

    /** Forgets keys that are older than a day. */
    @Scheduled(fixedDelay = "1h", initialDelay = "1m")
    void forget() {
        workers.call(connection -> {
            try (var statement = connection.prepareStatement("delete from idempotency_key where created_at < ?")) {
                statement.setTimestamp(1, Timestamp.from(clock.instant().minus(KEPT)));
                return statement.executeUpdate();
            }
        });
    }

    private static ProblemException reused() {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_ENTITY,
                "idempotency-key-reused",
                "This key was used with another request body",
                List.of(new FieldError(HEADER, "was used with another request body")),
                null);
    }

    private byte[] write(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A request or answer cannot be written as JSON", e);
        }
    }

    private <A> A read(byte[] text, Class<A> type) {
        try {
            return json.readValue(text, type);
        } catch (IOException e) {
            throw new IllegalStateException("A kept answer cannot be read", e);
        }
    }
}
