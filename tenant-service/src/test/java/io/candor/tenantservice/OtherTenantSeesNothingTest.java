package io.candor.tenantservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.testing.TestDatabase;
import io.micronaut.context.annotation.Property;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest(transactional = false)
class OtherTenantSeesNothingTest {
    private static final List<String> TABLES = List.of(
            "tenant",
            "member",
            "api_key",
            "usage_event",
            "metered_units",
            "usage_hour",
            "usage_day",
            "invoiced_month",
            "mail",
            "service_account",
            "impersonation",
            "security_setting",
            "identity_provider",
            "identity_provider_domain",
            "invoice",
            "invoice_line",
            "dunning",
            "stripe_account",
            "stripe_event",
            "stripe_meter_event",
            "stripe_meter_send",
            "privacy_request",
            "privacy_step",
            "privacy_export_chunk",
            "budget",
            "budget_spending",
            "budget_alert",
            "plan_change");
    private static final List<String> BILLING_ROWS = List.of(
            "insert into budget (id, limit_nanos, hard, created_at)"
                    + " values ('018f0000-0000-7000-8000-000000000002', 1, true, now())",
            "insert into budget_spending (period, holder, spent_nanos) values ('2026-11-01', '', 1)",
            "insert into budget_alert (id, budget_id, period, percent, limit_nanos, spent_nanos, raised_at)"
                    + " values (gen_random_uuid(), '018f0000-0000-7000-8000-000000000002', '2026-11-01', 50, 1, 1, now())",
            "insert into plan_change (id, from_plan, to_plan, effective_at, state, requested_by, created_at)"
                    + " values (gen_random_uuid(), 'free', 'team', now(), 'pending', 'user:x', now())",
            "insert into invoice (id, source, number, month, status, recipient, currency, total_cents, paid_cents,"
                    + " period_from, period_to, created_at) values ('018f0000-0000-7000-8000-000000000001', 'manual',"
                    + " gen_random_uuid()::text, '2026-10-01', 'open', 'Acme', 'eur', 1, 0, now(), now(), now())",
            "insert into invoice_line (invoice_id, position, kind, description, quantity, amount_cents)"
                    + " values ('018f0000-0000-7000-8000-000000000001', 0, 'plan', 'Team', 1, 1)",
            "insert into dunning (stage, unpaid_since, suspends_at) values ('grace', now(), now())",
            "insert into stripe_account (customer_id, created_at) values ('cus_' || gen_random_uuid(), now())",
            "insert into stripe_event (id, type, received_at) values ('evt_1', 'invoice.paid', now())",
            "insert into stripe_meter_event (id, meter, day, quantity, occurred_at)"
                    + " values (gen_random_uuid(), 'x', '2026-11-01', 1, now())",
            "insert into stripe_meter_send (id, meter, day, quantity, occurred_at, state, next_attempt_at)"
                    + " values (gen_random_uuid(), 'x', '2026-11-01', 1, now(), 'open', now())");

    @Inject
    EmbeddedServer server;

    @Inject
    TransactionOperations<Connection> transactions;

    @Inject
    DataSource dataSource;

    @Property(name = "datasources.owner.url")
    String jdbcUrl;

    private UUID tenant;
    private UUID other;
    private String member;
    private String key;

    @BeforeEach
    void fillEveryTable() {
        tenant = Caller.newTenant(server, "team");
        other = Caller.newTenant(server, "team");
        var administrator = Caller.administratorOf(server, tenant);
        member = administrator
                .post("/v1/members", Map.of("email", "ada@example.com", "role", "owner"))
                .id();
        key = administrator
                .post("/v1/api-keys", Map.of("name", "ci", "scopes", List.of("assistant:read"), "environment", "live"))
                .id();
        administrator.put("/v1/security", Map.of("two_factor_required", true));
        Caller.operator(server, "olive")
                .post(
                        "/v1/platform/impersonations",
                        Map.of("tenant_id", tenant, "role", "auditor", "reason", "x", "minutes", 5));
        changed(
                tenant,
                "insert into service_account (id, client_id, name, scopes, created_at, created_by)"
                        + " values (gen_random_uuid(), gen_random_uuid()::text, 'x', '{}', now(), 'x')");
        changed(
                tenant,
                "with p as (insert into identity_provider (id, alias, name, protocol, issuer, domains, created_at,"
                        + " created_by) values (gen_random_uuid(), gen_random_uuid()::text, 'x', 'oidc', 'x', '{}', now(),"
                        + " 'x') returning id) insert into identity_provider_domain (domain, provider_id)"
                        + " select gen_random_uuid()::text, id from p");
        Caller.reporterOf(server, tenant)
                .post(
                        "/internal/v1/usage-events",
                        Map.of(
                                "events",
                                List.of(Map.of(
                                        "id",
                                        UUID.randomUUID(),
                                        "meter",
                                        "assistant.analysis",
                                        "quantity",
                                        1,
                                        "occurred_at",
                                        "2026-11-05T00:00:00Z"))));
        changed(
                tenant,
                "insert into invoiced_month (month, plan, monthly_price_nanos, invoiced_at) values ('2026-10-01', 'team', 0, now())");
        BILLING_ROWS.forEach(row -> changed(tenant, row));
        var request = "'018f0000-0000-7000-8000-0000000000ff'";
        changed(
                tenant,
                "insert into privacy_request (id, kind, state, requested_by, created_at, due_at) values (" + request
                        + ", 'export-tenant', 'cancelled', 'user:test', now(), now())");
        changed(
                tenant,
                "insert into privacy_step (request_id, service, phase, state, next_attempt_at) values (" + request
                        + ", 'assistant-app', 1, 'done', now())");
        changed(
                tenant,
                "insert into privacy_export_chunk (request_id, service, page, sealed, sealed_by) values (" + request
                        + ", 'assistant-app', 0, '\\x00', gen_random_uuid())");
    }

    @Test
    void noOtherTablesHoldThingsOfTenants() throws SQLException {
        var found = new TreeSet<String>();
        try (var connection = TestDatabase.superuserOf(jdbcUrl).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select relname, relrowsecurity and relforcerowsecurity from pg_class"
                        + " where relnamespace = 'tenant'::regnamespace and relkind in ('r', 'p')"
                        + " and relname <> 'flyway_schema_history'")) {
            while (rows.next()) {
                assertThat(rows.getBoolean(2)).as(rows.getString(1)).isTrue();
                found.add(rows.getString(1));
            }
        }

        assertThat(found)
                .containsAll(TABLES)
                .isSubsetOf(Stream.concat(
                                TABLES.stream(),
                                Stream.of("invoice_number", "outbox", "inbox", "idempotency_key", "subject_key"))
                        .toList());
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void theOwnRowIsSeenAndTheOtherTenantsIsNot(String table) {
        var count = "select count(*) from " + table + " where tenant_id = '" + tenant + "'";

        assertThat(number(tenant, count)).isEqualTo(1);
        assertThat(number(other, count)).isZero();
        assertThat(number(null, count)).isZero();
        assertThat(number(null, "select count(*) from " + table)).isZero();
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void withoutATransactionThereIsNoTenantAndNoRow(String table) throws SQLException {
        try (var connection = DelegatingDataSource.unwrapDataSource(dataSource).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();

            assertThat(rows.getLong(1)).isZero();
        }
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void nobodyElseChangesOrDeletesTheRow(String table) {
        for (var caller : new UUID[] {other, null}) {
            var where = " where tenant_id = '" + tenant + "'";

            assertThat(changed(caller, "update " + table + " set tenant_id = tenant_id" + where))
                    .isZero();
            assertThat(changed(caller, "delete from " + table + where)).isZero();
        }
        assertThat(number(tenant, "select count(*) from " + table)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into tenant (tenant_id, name, slug, plan, created_at)"
                        + " values (gen_random_uuid(), 'x', gen_random_uuid()::text, 'free', now())",
                "insert into member (tenant_id, id, email, role, status, created_at)"
                        + " values ('%s', gen_random_uuid(), 'eve@example.com', 'owner', 'invited', now())",
                "insert into api_key (tenant_id, id, name, prefix, key_sha256, scopes, environment, created_at, created_by)"
                        + " values ('%s', gen_random_uuid(), 'x', 'x', '\\x00', '{}', 'live', now(), 'x')",
                "insert into usage_event (tenant_id, id, meter, quantity, occurred_at, received_at)"
                        + " values ('%s', gen_random_uuid(), 'x', 1, now(), now())",
                "insert into metered_units (tenant_id, period, meter, segment, billed_in, plan, included,"
                        + " unit_price_nanos, used_before, units, amount_nanos)"
                        + " values ('%s', '2026-10-01', 'x', 0, '2026-10-01', 'x', 0, 0, 0, 1, 0)",
                "insert into usage_hour (tenant_id, start, meter, app, capability, model, subject, test, quantity)"
                        + " values ('%s', now(), 'x', '', '', '', '', false, 1)",
                "insert into usage_day (tenant_id, start, meter, app, capability, model, subject, test, quantity)"
                        + " values ('%s', now(), 'x', '', '', '', '', false, 1)",
                "insert into invoiced_month (tenant_id, month, plan, monthly_price_nanos, invoiced_at)"
                        + " values ('%s', '2026-09-01', 'x', 0, now())",
                "insert into mail (tenant_id, id, recipient, subject, body, state, next_attempt_at, created_at)"
                        + " values ('%s', gen_random_uuid(), 'x', 'x', 'x', 'unsent', now(), now())",
                "insert into service_account (tenant_id, id, client_id, name, scopes, created_at, created_by)"
                        + " values ('%s', gen_random_uuid(), gen_random_uuid()::text, 'y', '{}', now(), 'x')",
                "insert into impersonation (tenant_id, id, operator_subject, role, reason, started_at, expires_at)"
                        + " values ('%s', gen_random_uuid(), 'operator:x', 'admin', 'x', now(), now())",
                "insert into identity_provider (tenant_id, id, alias, name, protocol, issuer, domains, created_at, created_by)"
                        + " values ('%s', gen_random_uuid(), gen_random_uuid()::text, 'y', 'oidc', 'x', '{}', now(), 'x')",
                "insert into identity_provider_domain (tenant_id, domain, provider_id)"
                        + " values ('%s', gen_random_uuid()::text, gen_random_uuid())",
                "insert into security_setting (tenant_id, two_factor_required, changed_at, changed_by)"
                        + " values ('%s', false, now(), 'x')"
            })
    void nobodyElseInsertsARow(String insert) {
        var sql = insert.formatted(tenant);

        for (var caller : new UUID[] {other, null}) {
            assertThatThrownBy(() -> changed(caller, sql)).hasStackTraceContaining("row-level security");
        }
    }

    @ParameterizedTest
    @FieldSource("TABLES")
    void nobodyHandsARowToAnotherTenant(String table) {
        assertThatThrownBy(() -> changed(tenant, "update " + table + " set tenant_id = '" + other + "'"))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void presentingOneCredentialShowsThatRowAlone() {
        var digest = text(tenant, "select encode(key_sha256, 'hex') from api_key");

        assertThat(numberPresenting("candor.credential", digest, "select count(*) from api_key"))
                .isEqualTo(1);
        assertThat(numberPresenting("candor.credential", digest, "select count(*) from member"))
                .isZero();
        assertThat(numberPresenting("candor.verified_email", "ada@example.com", "select count(*) from tenant"))
                .isZero();
        var client = text(tenant, "select client_id from service_account");
        assertThat(numberPresenting("candor.client_id", client, "select count(*) from service_account"))
                .isEqualTo(1);
        assertThat(numberPresenting("candor.client_id", "", "select count(*) from service_account"))
                .isZero();
        assertThat(numberPresenting("candor.oidc_subject", "", "select count(*) from member"))
                .isZero();
    }

    @Test
    void anotherTenantsIdsAreNotThereOverHttp() {
        var stranger = Caller.administratorOf(server, other);

        assertThat(stranger.get("/v1/tenants/" + tenant).status()).isEqualTo(404);
        assertThat(stranger.get("/v1/members/" + member).status()).isEqualTo(404);
        assertThat(stranger.patch("/v1/members/" + member, Map.of("role", "admin"))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.delete("/v1/members/" + member).status()).isEqualTo(404);
        assertThat(stranger.get("/v1/api-keys/" + key).status()).isEqualTo(404);
        assertThat(stranger.delete("/v1/api-keys/" + key).status()).isEqualTo(404);
        assertThat(stranger.get("/v1/members").body().path("items")).isEmpty();
        assertThat(stranger.get("/v1/api-keys").body().path("items")).isEmpty();
        assertThat(stranger.get("/v1/usage?from=2026-11-01&to=2026-12-01")
                        .body()
                        .path("items"))
                .isEmpty();
        assertThat(Caller.administratorOf(server, tenant)
                        .get("/v1/api-keys/" + key)
                        .body()
                        .has("revoked_at"))
                .isFalse();
    }

    private long number(@Nullable UUID caller, String sql) {
        return Long.parseLong(text(caller, sql));
    }

    private String text(@Nullable UUID caller, String sql) {
        return as(caller, connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getString(1);
            }
        });
    }

    private long numberPresenting(String setting, String value, String sql) {
        return as(null, connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("select set_config('" + setting + "', '" + value + "', true)");
                try (var rows = statement.executeQuery(sql)) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    private int changed(@Nullable UUID caller, String sql) {
        return as(caller, connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    private <T> T as(@Nullable UUID caller, Work<T> work) {
        return TenantContext.ofService("test", caller, "request-1")
                .call(() -> transactions.executeWrite(status -> work.apply(status.getConnection())));
    }

    @FunctionalInterface
    private interface Work<T> {
        T apply(Connection connection) throws SQLException;
    }
}
