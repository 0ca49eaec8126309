package io.candor.platform.tenancy;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Wraps the working data source, before Micronaut's own proxy does, so that its transactions carry the tenant. */
@Singleton
class TenantDataSourceListener implements BeanCreatedEventListener<DataSource>, Ordered {
    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
        return "owner".equals(event.getBeanIdentifier().getName())
                ? event.getBean()
                : new TenantDataSource(event.getBean());
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
