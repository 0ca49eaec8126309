package io.candor.launcher.bench.metering;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What row-level security costs: the same statement on the same rows once as the services run it, under the tenant's policy,
 * and once as a superuser whom no policy binds, with the tenant in its condition instead. The two take turns.
 */
record PolicyCost(Bench bench, UUID tenant) {
    private static final int ROUNDS = 30;
    private static final int EVENTS = 1000;
    private static final String SUM = "select (start at time zone 'UTC')::date, meter, subject, test, sum(quantity)"
            + " from tenant.usage_hour where start >= now() - interval '1 month'%s group by 1, 2, 3, 4";
    private static final String SUM_OF_EVENTS = "select meter, subject, test, sum(quantity) from tenant.usage_event"
            + " where occurred_at >= now() - interval '1 month'%s group by 1, 2, 3";
    private static final String INSERT = "insert into tenant.usage_event (tenant_id, id, meter, quantity, occurred_at,"
            + " received_at, app, capability, model, subject, call_id) select '%s'::uuid, gen_random_uuid(),"
            + " 'assistant.analysis', 1, now(), now(), 'assistant', 'text-analysis', 'model', 'key:1', gen_random_uuid()"
            + " from generate_series(1, " + EVENTS + ")";

    ObjectNode measure() throws SQLException {
        var result = Bench.JSON.createObjectNode();
        result.set("intake_insert", compare(INSERT.formatted(tenant), INSERT.formatted(tenant)));
        result.set("usage_by_day_and_subject", compare(SUM.formatted(""), SUM.formatted(condition())));
        result.set("usage_from_events", compare(SUM_OF_EVENTS.formatted(""), SUM_OF_EVENTS.formatted(condition())));
        return result;
    }

    private String condition() {
        return " and tenant_id = '" + tenant + "'";
    }

    private ObjectNode compare(String withPolicy, String withoutPolicy) throws SQLException {
        try (var bound = bench.application();
                var unbound = bench.superuser()) {
            bound.setAutoCommit(false);
            unbound.setAutoCommit(false);
            var with = new ArrayList<Double>();
            var without = new ArrayList<Double>();
            for (var round = 0; round < ROUNDS; round++) {
                with.add(milliseconds(bound, withPolicy));
                without.add(milliseconds(unbound, withoutPolicy));
            }
            return Bench.JSON
                    .createObjectNode()
                    .put("with_policy_ms", rounded(median(with)))
                    .put("without_policy_ms", rounded(median(without)))
                    .put("cost_percent", rounded((median(with) / median(without) - 1) * 100));
        }
    }

    private double milliseconds(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select set_config('candor.tenant_id', '" + tenant + "', true)");
            var begin = System.nanoTime();
            statement.execute(sql);
            return (System.nanoTime() - begin) / 1e6;
        } finally {
            connection.rollback();
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
