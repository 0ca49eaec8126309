package io.candor.gateway.allowance;

import static io.candor.gateway.fixture.RunningGateway.slug;
import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.CountingGateway;
import io.candor.gateway.fixture.FakeUpstream;
import io.candor.gateway.fixture.RunningGateway;
import io.candor.platform.testing.Eventually;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final String PRICED =
            "\"meters\":{\"assistant.analysis\":{\"included\":0,\"unit_price_nanos\":100}}";
    private static final String BUDGET_OF_THREE = PRICED + ",\"tenant_budget_nanos\":300";

    private static CountingGateway gateway;

    private final UUID tenant = UUID.randomUUID();

    @BeforeAll
    static void start() {
        gateway = CountingGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void answerWell() {
        gateway.gateway().assistant().answerWith(201, "application/json", "{}");
    }

    @Test
    void aCallStandsInTheLogAndHoldsItsReservationUntilItIsCharged() {
        var key = gateway.newKey(tenant, PRICED);

        var answer = gateway.analyse(key);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(gateway.states(tenant)).containsExactly("reserved");
        assertThat(gateway.reserved(tenant)).isEqualTo(1);
        assertThat(gateway.column("select operation from gateway.request_log where tenant_id = '" + tenant + "'"))
                .containsExactly("POST /v1/assistant/analyses");

        assertThat(gateway.settle(tenant, 100).body()).isEqualTo("{\"accepted\":1,\"duplicates\":0}");

        assertThat(gateway.states(tenant)).containsExactly("settled");
        assertThat(gateway.reserved(tenant)).isZero();
        assertThat(gateway.spent(tenant)).isEqualTo(100);
    }

    @Test
    void theCallIdGoesWithTheInternalToken() {
        gateway.analyse(gateway.newKey(tenant, PRICED));

        var token = gateway.gateway().assistant().last().headers().getFirst("X-Candor-Internal-Token");

        var claims = new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        assertThat(gateway.column("select id from gateway.request_log where tenant_id = '" + tenant + "'"))
                .singleElement()
                .satisfies(id -> assertThat(claims).contains("\"cid\":\"" + id + "\""));
    }

    @Test
    void aChargeCountsOnceHoweverOftenItComes() {
        gateway.analyse(gateway.newKey(tenant, PRICED));
        var call =
                UUID.fromString(gateway.column("select id from gateway.request_log where tenant_id = '" + tenant + "'")
                        .getFirst());
        var charge = gateway.charge(UUID.randomUUID(), call, tenant, 100);
        var twice = "{\"charges\":[" + charge + "," + charge + "]}";

        assertThat(gateway.charge(tenant, twice).body()).isEqualTo("{\"accepted\":1,\"duplicates\":1}");
        assertThat(gateway.charge(tenant, twice).body()).isEqualTo("{\"accepted\":0,\"duplicates\":2}");

        assertThat(gateway.spent(tenant)).isEqualTo(100);
        assertThat(gateway.reserved(tenant)).isZero();
    }

    @Test
    void theEndOfATenantLeavesNothingOfItHere() {
        gateway.analyse(gateway.newKey(tenant, PRICED));
        gateway.settle(tenant, 100);

        assertThat(gateway.eraseTenant(tenant, "internal:charges").statusCode()).isEqualTo(404);
        assertThat(gateway.states(tenant)).isNotEmpty();
        assertThat(gateway.eraseTenant(tenant, "internal:privacy").body()).isEqualTo("{\"complete\":true}");

        for (var table : List.of("request_log", "charge", "allowance")) {
            assertThat(gateway.column("select 'x' from gateway." + table + " where tenant_id = '" + tenant + "'"))
                    .as(table)
                    .isEmpty();
        }
    }

    @Test
    void aChargeOfAnUnknownCallIsSpentToo() {
        var charge = gateway.charge(UUID.randomUUID(), UUID.randomUUID(), tenant, 70);

        gateway.charge(tenant, "{\"charges\":[" + charge + "]}");

        assertThat(gateway.spent(tenant)).isEqualTo(70);
    }

    @Test
    void theBudgetEndsCallsOnceItIsSpent() {
        var key = gateway.newKey(tenant, BUDGET_OF_THREE);
        for (var call = 0; call < 3; call++) {
            assertThat(gateway.analyse(key).statusCode()).isEqualTo(201);
            gateway.settle(tenant, 100);
        }

        var refused = gateway.analyse(key);

        assertThat(refused.statusCode()).isEqualTo(402);
        assertThat(slug(refused)).isEqualTo("budget-exceeded");
        assertThat(gateway.spent(tenant)).isEqualTo(300);
    }

    @Test
    void includedUnitsCostNothing() {
        var key = gateway.newKey(
                tenant,
                "\"meters\":{\"assistant.analysis\":{\"included\":2,\"unit_price_nanos\":100}},\"tenant_budget_nanos\":0");
        for (var call = 0; call < 2; call++) {
            assertThat(gateway.analyse(key).statusCode()).isEqualTo(201);
        }
        gateway.settle(tenant, 0);

        assertThat(slug(gateway.analyse(key))).isEqualTo("budget-exceeded");
    }

    @Test
    void aKeyHasABudgetOfItsOwn() {
        var poor = gateway.newKey(tenant, PRICED + ",\"key_budget_nanos\":100");
        var other = gateway.newKey(tenant, PRICED);
        gateway.analyse(poor);
        gateway.settle(tenant, 100);

        assertThat(slug(gateway.analyse(poor))).isEqualTo("budget-exceeded");
        assertThat(gateway.analyse(other).statusCode()).isEqualTo(201);
    }

    @Test
    void theQuotaEndsCallsUntilTheNextMonth() {
        var key = gateway.newKey(
                tenant, "\"meters\":{\"assistant.analysis\":{\"included\":0,\"unit_price_nanos\":0,\"quota\":1}}");
        gateway.analyse(key);
        gateway.settle(tenant, 0);

        var refused = gateway.analyse(key);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(slug(refused)).isEqualTo("quota-exceeded");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 31L * 24 * 60 * 60);
    }

    @Test
    void ofManyCallersAtOnceAsManyAreAnsweredAsTheBudgetAllowsAndNoOneIsRefusedFalsely() throws Exception {
        var key = gateway.newKey(tenant, PRICED + ",\"tenant_budget_nanos\":2000");
        var settled = new java.util.concurrent.atomic.AtomicBoolean();
        gateway.gateway().assistant().answerWith(exchange -> {
            // Every third piece of work fails, and so gives its reservation back.
            var call = Math.floorMod(
                    exchange.getRequestHeaders().getFirst("X-Request-Id").hashCode(), 3);
            FakeUpstream.respond(exchange, call == 0 ? 503 : 201, "application/problem+json", "{}");
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var settling = threads.submit(() -> {
                while (!settled.get()) {
                    Thread.sleep(30);
                    if (!gateway.states(tenant).contains("reserved")) {
                        continue;
                    }
                    // An app's usage arrives only for what it has answered well.
                    var answered = "select id from gateway.request_log where state = 'reserved' and status = 201 and"
                            + " tenant_id = '" + tenant + "'";
                    var charges = new ArrayList<String>();
                    for (var call : gateway.column(answered)) {
                        charges.add(gateway.charge(UUID.randomUUID(), UUID.fromString(call), tenant, 100)
                                .toString());
                    }
                    if (!charges.isEmpty()) {
                        gateway.charge(tenant, "{\"charges\":[" + String.join(",", charges) + "]}");
                    }
                }
                return null;
            });
            var callers = new ArrayList<Callable<Integer>>();
            for (var caller = 0; caller < 60; caller++) {
                callers.add(() -> {
                    for (var attempt = 0; attempt < 200; attempt++) {
                        var answer = gateway.analyse(key);
                        if (answer.statusCode() != 503) {
                            return answer.statusCode();
                        }
                    }
                    return 503;
                });
            }
            var answers = new ArrayList<Integer>();
            for (var future : threads.invokeAll(callers)) {
                answers.add(future.get());
            }
            Eventually.assertThat(() -> gateway.reserved(tenant), reserved -> reserved == 0);
            settled.set(true);
            settling.get();

            assertThat(answers).filteredOn(status -> status == 201).hasSize(20);
            assertThat(answers).filteredOn(status -> status == 402).hasSize(40);
            assertThat(gateway.spent(tenant)).isEqualTo(2000);
        }
    }

    @Test
    void aFailedCallAndAReplayedOneFreeTheirReservations() {
        var key = gateway.newKey(tenant, PRICED);
        gateway.gateway().assistant().answerWith(422, "application/problem+json", "{}");
        gateway.analyse(key);
        gateway.gateway().assistant().answerWith(exchange -> {
            exchange.getResponseHeaders().set("Idempotency-Replayed", "true");
            FakeUpstream.respond(exchange, 201, "application/json", "{}");
        });
        gateway.analyse(key);

        Eventually.assertThat(() -> gateway.states(tenant), List.of("freed", "freed")::equals);
        assertThat(gateway.reserved(tenant)).isZero();
        assertThat(gateway.column("select status from gateway.request_log where tenant_id = '" + tenant
                        + "' order by admitted_at"))
                .containsExactly("422", "201");
    }

    @Test
    void aRetryWithTheSameKeyIsTheSameCall() {
        var key = gateway.newKey(tenant, PRICED + ",\"tenant_budget_nanos\":100");
        assertThat(retry(key, "first").statusCode()).isEqualTo(201);
        var call = claims(gateway.gateway());

        assertThat(retry(key, "first").statusCode()).isEqualTo(201);

        assertThat(claims(gateway.gateway())).isEqualTo(call);
        assertThat(gateway.reserved(tenant)).isEqualTo(1);
        gateway.settle(tenant, 100);
        assertThat(retry(key, "first").statusCode()).isEqualTo(201);
        assertThat(slug(retry(key, "second"))).isEqualTo("budget-exceeded");
        assertThat(gateway.states(tenant)).containsExactly("settled");
    }

    private static HttpResponse<String> retry(String key, String idempotencyKey) {
        return gateway.gateway()
                .send(gateway.gateway()
                        .anonymous("/v1/assistant/analyses")
                        .header("X-Api-Key", key)
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static String claims(RunningGateway gateway) {
        var token = gateway.assistant().last().headers().getFirst("X-Candor-Internal-Token");
        var claims = new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        return claims.replaceAll(".*\"cid\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void aTestKeyIsLoggedAndReservesNothing() {
        var key = gateway.newKey(
                tenant,
                "\"test\":true,\"meters\":{\"assistant.analysis\":{\"included\":0,\"unit_price_nanos\":1}},"
                        + "\"tenant_budget_nanos\":0");

        assertThat(gateway.analyse(key).statusCode()).isEqualTo(201);

        assertThat(gateway.states(tenant)).containsExactly("test");
        assertThat(gateway.reserved(tenant)).isZero();
    }

    @Test
    void whatIsNotBilledIsNotLogged() {
        gateway.gateway().send(gateway.gateway().request("/v1/usage"));

        assertThat(gateway.column("select operation from gateway.request_log where operation like '%usage%'"))
                .isEmpty();
    }

    @Test
    void anEscapedPathIsBilledAsTheServiceReadsIt() {
        var key = gateway.newKey(tenant, PRICED);
        gateway.gateway()
                .send(gateway.gateway()
                        .anonymous("/v1/assistant/%61nalyses")
                        .header("X-Api-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(gateway.states(tenant)).hasSize(1);
    }

    @Test
    void onlyTheTenantServiceCharges() throws IOException {
        var body = HttpRequest.BodyPublishers.ofString("{\"charges\":[]}");
        var gateways = gateway.gateway();

        var outside = gateways.send(gateways.request("/internal/v1/charges").POST(body));
        var otherScope = gateways.send(gateways.anonymous("/internal/v1/charges")
                .header(
                        "X-Candor-Internal-Token",
                        io.candor.platform.testing.TestTokens.ofService("assistant-app", tenant, "internal:usage"))
                .POST(body));

        assertThat(List.of(outside, otherScope))
                .extracting(HttpResponse::statusCode)
                .containsOnly(404);
        var charge = gateway.charge(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), 1);
        assertThat(gateway.charge(tenant, "{\"charges\":[" + charge + "]}").statusCode())
                .isEqualTo(400);
        assertThat(gateway.charge(tenant, "{\"charges\":[]}").statusCode()).isEqualTo(400);
    }
}
