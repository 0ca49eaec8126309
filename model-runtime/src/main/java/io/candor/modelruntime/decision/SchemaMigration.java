package io.candor.modelruntime.decision;

import io.micronaut.context.annotation.Property;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the runtime's schema up to date beside the running service, however long the database is away: inference that
 * is not recorded must not wait for it.
 */
@Singleton
class SchemaMigration {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final DataSource owner;
    private final String schema;
    private final CountDownLatch stopped = new CountDownLatch(1);

    SchemaMigration(
            @Named("owner") DataSource owner,
            DataSourceResolver resolver,
            @Property(name = "candor.database.schema") String schema) {
        // Beside Micronaut's own proxy, which gives connections only inside a transaction.
        this.owner = resolver.resolve(owner);
        this.schema = schema;
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
                    .dataSource(owner)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations("classpath:db/platform")
                    .load()
                    .migrate();
            LOG.info("The schema {} is up to date", schema);
            return true;
        } catch (FlywayException e) {
            if (attempt == 0) {
                LOG.warn("The schema {} cannot be brought up to date yet: {}", schema, firstLine(e));
            }
            return false;
        }
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
