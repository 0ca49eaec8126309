package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import io.candor.platform.service.IdGenerator;
import io.candor.tenantservice.plan.Plans;
import io.candor.tenantservice.usage.UsageListener;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;

/**
 * Keeps, in the transaction that accepts usage, how many units Stripe must be told. It is not told units of test keys, nor
 * of meters that the plan file lacks and that so cost nothing.
 */
@Singleton
@Requires(beans = StripeClient.class)
class MeterEventOutbox implements UsageListener {
    private final JdbcOperations jdbc;
    private final Plans plans;
    private final IdGenerator ids;

    MeterEventOutbox(JdbcOperations jdbc, Plans plans, IdGenerator ids) {
        this.jdbc = jdbc;
        this.plans = plans;
        this.ids = ids;
    }

    private record Lane(String meter, LocalDate day) implements Comparable<Lane> {
        @Override
        public int compareTo(Lane other) {
            var byMeter = meter.compareTo(other.meter);
            return byMeter != 0 ? byMeter : day.compareTo(other.day);
        }
    }

    private record Units(long quantity, Instant latest) {
        Units plus(Units more) {
            return new Units(
                    Math.addExact(quantity, more.quantity), latest.isAfter(more.latest) ? latest : more.latest);
        }
    }

    @Override
    public void accepted(List<AcceptedEvent> events) {
        var lanes = new TreeMap<Lane, Units>();
        for (var event : events) {
            if (!event.test() && plans.meters().containsKey(event.meter())) {
                var day = LocalDate.ofInstant(event.occurredAt(), ZoneOffset.UTC);
                lanes.merge(new Lane(event.meter(), day), new Units(event.quantity(), event.occurredAt()), Units::plus);
            }
        }
        if (!lanes.isEmpty()) {
            insert(lanes);
        }
    }

    private void insert(TreeMap<Lane, Units> lanes) {
        var sql = "insert into stripe_meter_event (id, meter, day, quantity, occurred_at) values (?, ?, ?, ?, ?)";
        jdbc.prepareStatement(sql, statement -> {
            for (var lane : lanes.entrySet()) {
                statement.setObject(1, ids.next());
                statement.setString(2, lane.getKey().meter());
                statement.setObject(3, lane.getKey().day());
                statement.setLong(4, lane.getValue().quantity());
                statement.setTimestamp(5, Timestamp.from(lane.getValue().latest()));
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }
}
