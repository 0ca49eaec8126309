package io.candor.launcher.bench.metering;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The baseline: rows with the same content into a bare table with a primary key, by JDBC's batches, committed durably; no
 * HTTP, no JSON, no policy, no second index, no sums.
 */
record BareInsert(String jdbcUrl, String password, int rows) {
    private static final String TABLE = "create table if not exists bench_usage_event (tenant_id uuid not null,"
            + " id uuid not null, meter text not null, quantity bigint not null, occurred_at timestamptz not null,"
            + " decision_id uuid, received_at timestamptz not null, app text, capability text, model text, subject text,"
            + " call_id uuid, test boolean not null, primary key (tenant_id, id))";
    private static final String INSERT =
            "insert into bench_usage_event values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

    /** Rows a second with {@code clients} connections. */
    double run(int clients, Duration time) throws InterruptedException, SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute("truncate bench_usage_event");
        }
        var inserted = new AtomicLong();
        var begin = System.nanoTime();
        var threads = new ArrayList<Thread>();
        for (var client = 0; client < clients; client++) {
            threads.add(Thread.ofPlatform().start(() -> insertUntil(begin + time.toNanos(), inserted)));
        }
        for (var thread : threads) {
            thread.join();
        }
        return inserted.get() / ((System.nanoTime() - begin) / 1e9);
    }

    private void insertUntil(long end, AtomicLong inserted) {
        var tenant = UUID.randomUUID();
        try (var connection = connect();
                var statement = connection.prepareStatement(INSERT)) {
            connection.setAutoCommit(false);
            while (System.nanoTime() < end) {
                for (var i = 0; i < rows; i++) {
                    bind(statement, tenant, i);
                    statement.addBatch();
                }
                statement.executeBatch();
                connection.commit();
                inserted.addAndGet(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void bind(PreparedStatement statement, UUID tenant, int i) throws SQLException {
        var random = ThreadLocalRandom.current();
        var now = Timestamp.from(Instant.now());
        var values = List.of(
                tenant,
                new UUID(random.nextLong(), random.nextLong()),
                EventBatch.METERS.get(i % EventBatch.METERS.size()),
                1L + i % 97,
                now,
                new UUID(random.nextLong(), random.nextLong()),
                now,
                "assistant",
                "text-analysis",
                "model-" + i % 3,
                "key:" + new UUID(0, i % 5),
                new UUID(random.nextLong(), random.nextLong()),
                false);
        for (var index = 0; index < values.size(); index++) {
            statement.setObject(index + 1, values.get(index));
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl + "?reWriteBatchedInserts=true", "postgres", password);
    }
}
