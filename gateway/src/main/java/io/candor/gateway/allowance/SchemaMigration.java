package io.candor.gateway.allowance;

import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the gateway's schema up to date beside the running gateway: what is not billed must not wait for a database. */
@Singleton
class SchemaMigration {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final AllowanceDatabase database;
    private final CountDownLatch stopped = new CountDownLatch(1);

    SchemaMigration(AllowanceDatabase database) {
        this.database = database;
    }

    @EventListener
    void onStart(ServerStartupEvent event) {
        Thread.ofVirtual().name("schema-migration").start(this::migrate);
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
    }

    private void migrate() {
        try {
            for (var attempt = 0; !isUpToDate(attempt); attempt++) {
                if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isUpToDate(int attempt) {
        try {
            Flyway.configure()
                    .dataSource(database.owner())
                    .schemas(database.schema())
                    .defaultSchema(database.schema())
                    .locations("classpath:db/platform", "classpath:db/migration")
                    .load()
                    .migrate();
            LOG.info("The schema {} is up to date", database.schema());
            return true;
        } catch (FlywayException e) {
            if (attempt == 0) {
                LOG.warn(
                        "The schema {} cannot be brought up to date yet: {}",
                        database.schema(),
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
            return false;
        }
    }
}
