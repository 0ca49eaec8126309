package io.candor.gateway.allowance;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what many callers want written to the database in one round trip and one commit: whatever comes while a batch is
 * under way is the next batch.
 */
final class GroupCommit<T, R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MOST = 256;
    private static final int QUEUE = 20_000;

    private final String name;
    private final AllowanceDatabase database;
    private final Work<T, R> work;
    private final LinkedBlockingQueue<Entry<T, R>> queue = new LinkedBlockingQueue<>(QUEUE);
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable Connection connection;
    private boolean lossReported;

    /** Writes one batch and gives a result for each entry, in their order. */
    @FunctionalInterface
    interface Work<T, R> {
        List<R> write(Connection connection, List<T> batch) throws SQLException;
    }

    private record Entry<T, R>(T value, CompletableFuture<R> result) {}

    GroupCommit(String name, AllowanceDatabase database, Work<T, R> work) {
        this.name = name;
        this.database = database;
        this.work = work;
        this.thread = Thread.ofPlatform().name("group-commit-" + name).daemon().start(this::run);
    }

    /** The result of {@code value}, once it is durable; it fails with an {@link SQLException} when it may not be. */
    CompletableFuture<R> submit(T value) {
        var entry = new Entry<T, R>(value, new CompletableFuture<>());
        if (closed || !queue.offer(entry)) {
            entry.result.completeExceptionally(new SQLException("Too much waits to be written"));
        }
        return entry.result;
    }

    /** Writes what waits, and ends. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var batch = new ArrayList<Entry<T, R>>(MOST);
        while (!closed) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                break;
            }
            writeWith(batch);
        }
        while (!queue.isEmpty()) {
            writeWith(batch);
        }
        disconnect();
    }

    private void writeWith(List<Entry<T, R>> batch) {
        queue.drainTo(batch, MOST - batch.size());
        write(batch);
        batch.clear();
    }

    private void write(List<Entry<T, R>> batch) {
        try {
            var results =
                    work.write(connected(), batch.stream().map(Entry::value).toList());
            for (var index = 0; index < batch.size(); index++) {
                batch.get(index).result.complete(results.get(index));
            }
            lossReported = false;
        } catch (SQLException e) {
            if (!lossReported) {
                LOG.warn("Calls cannot be counted ({}): {}", name, e.getMessage());
                lossReported = true;
            }
            disconnect();
            batch.forEach(entry -> entry.result.completeExceptionally(e));
        }
    }

    private Connection connected() throws SQLException {
        var open = connection;
        if (open == null) {
            open = database.connect(name);
            connection = open;
        }
        return open;
    }

    private void disconnect() {
        try (var lost = connection) {
            connection = null;
        } catch (SQLException e) {
            LOG.debug("A connection did not close: {}", e.getMessage());
        }
    }
}
