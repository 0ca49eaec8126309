package io.candor.gateway.allowance;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frees what crashes left reserved, and forgets what is older than it must be. */
@Singleton
class CallJob {
    private static final Logger LOG = LoggerFactory.getLogger(CallJob.class);

    private final AllowanceDatabase database;
    private final AllowanceConfig config;
    private final Clock clock;

    CallJob(AllowanceDatabase database, AllowanceConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = "${candor.allowance.expiry-interval:30s}", initialDelay = "15s")
    void expire() {
        run("select expire_calls(?)", clock.instant());
    }

    @Scheduled(fixedDelay = "1h", initialDelay = "5m")
    void forget() {
        var before = clock.instant().minus(config.retention());
        run(
                "with gone as (delete from request_log where admitted_at < ? and state <> 'reserved' returning 1)"
                        + " select count(*) from gone",
                before);
        run("with gone as (delete from charge where received_at < ? returning 1) select count(*) from gone", before);
    }

    private void run(String sql, Instant instant) {
        try (var connection = database.connect("job");
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(instant));
            try (var rows = statement.executeQuery()) {
                rows.next();
                if (rows.getLong(1) > 0) {
                    LOG.info("{} rows: {}", rows.getLong(1), sql);
                }
            }
        } catch (SQLException e) {
            LOG.debug("A job found no database: {}", e.getMessage());
        }
    }
}
