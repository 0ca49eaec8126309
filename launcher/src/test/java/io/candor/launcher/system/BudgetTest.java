package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.launcher.service.Service;
import io.candor.launcher.system.PlatformUnderTest.TenantUnderTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A thousand callers at once against a budget of five hundred calls. */
@ExtendWith(RunningPlatform.class)
class BudgetTest {
    private static final int CALLERS = 1000;
    private static final int CALLS = 500;
    private static final long PRICE_NANOS = 2_000_000;
    private static final int ANSWERED = 201;
    private static final int REFUSED = 402;
    private static final int ATTEMPTS = 1200;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private final PlatformUnderTest platform;

    BudgetTest(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void exactlyWhatTheBudgetAllowsIsAnsweredAndNoReservationIsLeft() throws Exception {
        var tenant = tenantWithBudget();

        var outcomes = callAtOnce(tenant, new AtomicInteger(), () -> null);

        assertExact(tenant, outcomes);
    }

    @Test
    void soItIsWhenTheGatewayIsKilledMidway() throws Exception {
        var tenant = tenantWithBudget();
        var answered = new AtomicInteger();

        var outcomes = callAtOnce(tenant, answered, () -> {
            while (answered.get() < CALLS / 4) {
                LockSupport.parkNanos(PAUSE / 50);
            }
            platform.platform().process(Service.GATEWAY).kill();
            return null;
        });

        assertExact(tenant, outcomes);
    }

    private TenantUnderTest tenantWithBudget() {
        var tenant = platform.newTenant("metered");
        var budget = JsonNodeFactory.instance.objectNode().put("limit", "1.00");
        platform.customer(tenant.apiKey()).post("/v1/budgets", budget).expect(201);
        return tenant;
    }

    private List<Integer> callAtOnce(TenantUnderTest tenant, AtomicInteger answered, Callable<Void> meanwhile)
            throws Exception {
        var customer = platform.customer(platform.newKey(tenant.id(), List.of("assistant:write"), "live"));
        var callers = new ArrayList<Callable<Integer>>();
        for (var caller = 0; caller < CALLERS; caller++) {
            var key = tenant.id() + "-" + caller;
            callers.add(() -> callUntilDecided(customer, key, answered));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var disturbance = threads.submit(meanwhile);
            var outcomes = new ArrayList<Integer>();
            for (Future<Integer> outcome : threads.invokeAll(callers)) {
                outcomes.add(outcome.get());
            }
            disturbance.get();
            return outcomes;
        }
    }

    /** A caller asks again, with its idempotency key, until it is answered or its budget is said to be used up. */
    private static int callUntilDecided(ApiClient customer, String key, AtomicInteger answered) {
        var body = JsonNodeFactory.instance.objectNode().put("text", "I want to freeze my card");
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                var status = customer.post("/v1/assistant/analyses", body, "Idempotency-Key", key)
                        .status();
                if (status == ANSWERED) {
                    answered.incrementAndGet();
                    return status;
                }
                if (status == REFUSED) {
                    return status;
                }
            } catch (ApiClient.Unreachable killed) {
                LockSupport.parkNanos(PAUSE);
            }
            LockSupport.parkNanos(PAUSE);
        }
        return 0;
    }

    private void assertExact(TenantUnderTest tenant, List<Integer> outcomes) throws SQLException {
        var ofTenant = " where tenant_id = '" + tenant.id() + "'";
        try (var superuser = platform.superuser()) {
            assertThat(outcomes).filteredOn(status -> status == ANSWERED).hasSize(CALLS);
            assertThat(outcomes).filteredOn(status -> status == REFUSED).hasSize(CALLERS - CALLS);
            Eventually.until(
                    () -> isEmpty("select id from gateway.request_log" + ofTenant + " and state = 'reserved'"));
            assertThat(PlatformUnderTest.column(superuser, "select sum(reserved) from gateway.allowance" + ofTenant))
                    .containsExactly("0");
            assertThat(PlatformUnderTest.column(
                            superuser,
                            "select sum(spent_nanos) from gateway.allowance" + ofTenant + " and holder = ''"))
                    .containsExactly(Long.toString(CALLS * PRICE_NANOS));
            assertThat(PlatformUnderTest.column(superuser, "select sum(quantity) from tenant.usage_event" + ofTenant))
                    .containsExactly(Integer.toString(CALLS));
        }
    }

    private boolean isEmpty(String sql) {
        try (var superuser = platform.superuser()) {
            return PlatformUnderTest.column(superuser, sql).isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
