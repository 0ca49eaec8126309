package io.candor.platform.outbox;

import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.Collection;
import javax.sql.DataSource;

/** Starts the relay of every topic once the service is up and its schema is migrated. */
@Singleton
@Requires(beans = DataSource.class)
class OutboxRelays {
    private final Collection<OutboxRelay> relays;

    OutboxRelays(Collection<OutboxRelay> relays) {
        this.relays = relays;
    }

    @EventListener
    void onStart(ServerStartupEvent event) {
        relays.forEach(OutboxRelay::start);
    }
}
