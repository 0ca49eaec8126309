package io.candor.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.platform.tenancy.TenantContext;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class IdempotencyKeysTest {
    private final IdempotencyKeys keys;
    private final UUID tenant = UUID.randomUUID();
    private final AtomicInteger commits = new AtomicInteger();

    IdempotencyKeysTest(IdempotencyKeys keys) {
        this.keys = keys;
    }

    @Test
    void requestsAtOnceWithOneKeyCommitOnceAndAnswerAlike() throws Exception {
        var answers = new ConcurrentLinkedQueue<String>();
        var barrier = new CyclicBarrier(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                threads.submit(() -> {
                    barrier.await();
                    return answers.add(ask(tenant, "key", "body"));
                });
            }
        }

        assertThat(answers).hasSize(8).containsOnly(answers.peek());
        assertThat(commits).hasValue(1);
    }

    @Test
    void failedWorkLeavesTheKeyFree() {
        assertThatThrownBy(() -> inTenant(
                        tenant,
                        () -> keys.answer("later", "test", "body", String.class, () -> "work", work -> {
                            throw new IllegalStateException("no");
                        })))
                .hasMessage("no");

        assertThat(ask(tenant, "later", "body")).isEqualTo("answer 1");
    }

    @Test
    void keysOfOtherTenantsAndOperationsDiffer() {
        assertThat(ask(tenant, "k", "body")).isEqualTo("answer 1");
        assertThat(ask(UUID.randomUUID(), "k", "body")).isEqualTo("answer 2");
        assertThat(inTenant(tenant, () -> keys.answer("k", "other", "body", String.class, () -> "", work -> "x")))
                .isEqualTo("x");
    }

    @Test
    void otherBodyAndMalformedKeyAreRefused() {
        ask(tenant, "k", "body");

        assertThatThrownBy(() -> ask(tenant, "k", "another"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.slug()).isEqualTo("idempotency-key-reused"));
        for (var key : new String[] {"", " ", "a b", "\u00e9", "x".repeat(256)}) {
            assertThatThrownBy(() -> ask(tenant, key, "body")).isInstanceOf(ProblemException.class);
        }
    }

    private String ask(UUID asking, String key, String body) {
        return inTenant(
                asking,
                () -> keys.answer(
                        key,
                        "test",
                        Map.of("body", body),
                        String.class,
                        () -> "work",
                        work -> "answer " + commits.incrementAndGet()));
    }

    private static String inTenant(UUID tenant, java.util.function.Supplier<String> work) {
        return TenantContext.ofService("test", tenant, "r").call(work);
    }
}
