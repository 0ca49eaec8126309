package io.candor.modelruntime.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.modelruntime.scheduler.RandomTraffic.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.Size;

/** What holds for any settings and any traffic of offers, cancellations, polls and time. */
class BatchQueuePropertyTest {
    private static final List<Integer> BUCKETS = List.of(16, 64);

    @Property(tries = 300)
    void everyRequestLeavesExactlyOnce(
            @ForAll("settings") SchedulerSettings settings, @ForAll("steps") List<Step> steps) {
        var traffic = new RandomTraffic(settings);

        steps.forEach(traffic::take);
        traffic.finish();

        System.err.println(
                "STEPS " + steps.size() + " batches " + traffic.batches().size());
        assertThat(traffic.left()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(traffic.offered());
        assertThat(traffic.queue().size()).isZero();
    }

    @Property(tries = 300)
    void aBatchIsOfOneLengthAndFits(@ForAll("settings") SchedulerSettings settings, @ForAll("steps") List<Step> steps) {
        var traffic = new RandomTraffic(settings);

        steps.forEach(traffic::take);
        traffic.finish();

        for (var batch : traffic.batches()) {
            assertThat(batch.requests())
                    .extracting(request -> request.bucket)
                    .containsOnly(batch.requests().getFirst().bucket);
            assertThat(batch.rows())
                    .isEqualTo(batch.requests().stream()
                            .mapToInt(request -> request.rows)
                            .sum())
                    .isLessThanOrEqualTo(settings.maxBatchSize());
        }
    }

    @Property(tries = 300)
    void nobodyWaitsWhoMayLeave(@ForAll("settings") SchedulerSettings settings, @ForAll("steps") List<Step> steps) {
        var traffic = new RandomTraffic(settings);
        for (var step : steps) {
            traffic.take(step);
            var decision = traffic.poll();

            if (decision instanceof Decision.Idle) {
                assertThat(traffic.waiting()).isEmpty();
            }
            if (decision instanceof Decision.WaitUntil<Integer>(var until)) {
                var oldest = traffic.waiting().stream()
                        .mapToLong(request -> request.enqueued)
                        .min()
                        .orElseThrow();
                assertThat(until)
                        .isEqualTo(oldest + settings.maxQueueDelay().toNanos())
                        .isGreaterThan(traffic.now());
            }
        }
    }

    @Property(tries = 300)
    void requestsOfOneTenantLengthAndLevelLeaveInTheirOrder(
            @ForAll("settings") SchedulerSettings settings, @ForAll("steps") List<Step> steps) {
        var traffic = new RandomTraffic(settings);

        steps.forEach(traffic::take);
        traffic.finish();

        var last = new HashMap<List<Object>, Integer>();
        for (var batch : traffic.batches()) {
            for (var request : batch.requests()) {
                if (!request.isDelayed) {
                    var line = List.<Object>of(request.tenant.tenant, request.bucket.index, request.level);
                    assertThat(request.item).isGreaterThan(last.getOrDefault(line, -1));
                    last.put(line, request.item);
                }
            }
        }
    }

    @Property(tries = 300)
    void debtsAndMemoriesAreBounded(@ForAll("settings") SchedulerSettings settings, @ForAll("steps") List<Step> steps) {
        var traffic = new RandomTraffic(settings);
        for (var step : steps) {
            traffic.take(step);

            for (var tenant : RandomTraffic.TENANTS) {
                assertThat(traffic.queue().debt(tenant))
                        .isBetween(0L, traffic.queue().mostDebt());
            }
        }
        assertThat(traffic.queue().rememberedTenants()).isLessThanOrEqualTo(RandomTraffic.TENANTS.size());
    }

    /** What a tenant owes others get first, in proportion to the weights, and each of them may be one full batch ahead. */
    @Property(tries = 300)
    void theOldestOfATenantWaitsNoLongerThanItsDebtAndOneBatchOfEachOther(
            @ForAll("settings") SchedulerSettings any, @ForAll("steps") List<Step> steps) {
        var traffic = new RandomTraffic(withoutDelay(any));
        steps.forEach(traffic::take);
        traffic.cancelAllOf("probe");
        var probe = traffic.offer("probe", 1, 1, 0);
        var debt = traffic.queue().debt("probe");
        var served = new HashMap<String, Long>();
        var bound = traffic.queue().mostDebt() + debt * RandomTraffic.MOST_WEIGHT + 2;

        while (probe.isQueued) {
            traffic.saturate(4);
            assertThat(traffic.poll()).isInstanceOf(Decision.Batch.class);
            for (var request : traffic.batches().getLast().requests()) {
                served.merge(request.tenant.tenant, request.cost, Long::sum);
            }
            served.remove("probe");
            assertThat(served.values()).allSatisfy(cost -> assertThat(cost).isLessThanOrEqualTo(bound));
        }
    }

    @Property(tries = 100)
    void underSaturationSharesFollowTheWeights(
            @ForAll("weights") Map<String, Integer> weights,
            @ForAll("settings") SchedulerSettings any,
            @ForAll("mixes") List<Mix> mixes) {
        var settings = withoutDelay(any);
        var queue = new BatchQueue<Integer>(settings);
        var served = new HashMap<String, Long>();
        var total = weights.values().stream().mapToInt(Integer::intValue).sum();
        var least = weights.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
        var enough = 60 * queue.mostDebt() * total / least;
        var waiting = new HashMap<String, Integer>();
        var turn = 0;

        for (var all = 0L; all < enough; ) {
            var index = 0;
            for (var tenant : weights.entrySet()) {
                var mix = mixes.get(index++ % mixes.size());
                while (waiting.merge(tenant.getKey(), 1, Integer::sum) <= 50) {
                    queue.offer(mix.submission(tenant.getKey(), tenant.getValue(), settings, turn++), 0);
                }
                waiting.merge(tenant.getKey(), -1, Integer::sum);
            }
            if (!(queue.poll(0) instanceof Decision.Batch<Integer>(var requests, var rows))) {
                throw new AssertionError("A saturated queue gave no batch");
            }
            for (var request : requests) {
                served.merge(request.tenant.tenant, request.cost, Long::sum);
                waiting.merge(request.tenant.tenant, -1, Integer::sum);
                all += request.cost;
            }
        }

        var sum = served.values().stream().mapToLong(Long::longValue).sum();
        weights.forEach((tenant, weight) -> {
            var share = (double) weight / total;
            assertThat((double) served.get(tenant) / sum).isBetween(0.95 * share, 1.05 * share);
        });
    }

    /** One tenant's requests: how many rows and which lengths, in turn. */
    record Mix(List<Integer> rows, List<Integer> lengths) {
        Submission<Integer> submission(String tenant, int weight, SchedulerSettings settings, int turn) {
            var row = Math.min(settings.maxBatchSize(), rows.get(turn % rows.size()));
            return new Submission<>(turn, tenant, weight, row, lengths.get(turn % lengths.size()), 0, null);
        }
    }

    @Provide
    Arbitrary<List<Mix>> mixes() {
        var rows = Arbitraries.integers().between(1, 4).list().ofMinSize(1).ofMaxSize(5);
        var lengths = Arbitraries.integers().between(1, 64).list().ofMinSize(1).ofMaxSize(7);
        return Combinators.combine(rows, lengths).as(Mix::new).list().ofSize(5);
    }

    @Provide
    Arbitrary<Map<String, Integer>> weights() {
        return Arbitraries.maps(
                        Arbitraries.of("a", "b", "c", "d", "e"),
                        Arbitraries.integers().between(1, 10))
                .ofMinSize(2)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<SchedulerSettings> settings() {
        var policies = Combinators.combine(
                        Arbitraries.of(TimeoutAction.class),
                        Arbitraries.longs().between(0, 40),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 20))
                .as((action, timeout, override, size) ->
                        new QueuePolicy(action, Duration.ofNanos(timeout), override, size == 0 ? 0 : 10 * size));
        return Combinators.combine(
                        Arbitraries.integers().between(1, 16),
                        Arbitraries.integers().between(1, 16).set().ofMaxSize(3),
                        Arbitraries.longs().between(0, 20),
                        Arbitraries.integers().between(1, 3),
                        policies,
                        Arbitraries.<List<Integer>>of(List.of(), List.of(64), BUCKETS))
                .as(BatchQueuePropertyTest::settings);
    }

    private static SchedulerSettings settings(
            int max, Set<Integer> preferred, long delay, int levels, QueuePolicy policy, List<Integer> buckets) {
        var fitting = new HashSet<>(preferred);
        fitting.removeIf(size -> size > max);
        return new SchedulerSettings(
                max, fitting, Duration.ofNanos(delay), false, levels, 1, policy, Map.of(), buckets);
    }

    private static SchedulerSettings withoutDelay(SchedulerSettings any) {
        return new SchedulerSettings(
                any.maxBatchSize(),
                any.preferredBatchSizes(),
                Duration.ZERO,
                false,
                any.priorityLevels(),
                any.defaultPriorityLevel(),
                QueuePolicy.UNLIMITED,
                Map.of(),
                any.lengthBuckets());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return RandomTraffic.steps().list().ofMaxSize(200).withSizeDistribution(RandomDistribution.uniform());
    }

    @Property(tries = 300)
    void theNearestDeadlineComesFirstWhoeverLeaves(
            @ForAll @Size(max = 60) List<Integer> deadlines, @ForAll @Size(max = 60) List<Boolean> leaving) {
        var heap = new DeadlineHeap<Integer>();
        var bucket = new Bucket<Integer>(0, 1);
        var tenant = new TenantQueue<Integer>("a", 1, 1);
        var remaining = new ArrayList<Long>();
        var requests = new ArrayList<Queued<Integer>>();
        for (var deadline : deadlines) {
            var request = new Queued<>(
                    Submission.of(0, "a"), tenant, bucket, 1, TimeoutAction.REJECT, deadline, 0, requests.size());
            requests.add(request);
            heap.add(request);
        }
        for (var i = 0; i < requests.size(); i++) {
            if (i < leaving.size() && leaving.get(i)) {
                heap.remove(requests.get(i));
                heap.remove(requests.get(i));
            } else {
                remaining.add(requests.get(i).deadline);
            }
        }
        remaining.sort(null);

        var drained = new ArrayList<Long>();
        while (heap.nearest() != Queued.NEVER) {
            drained.add(heap.removeFirst().deadline);
        }

        assertThat(drained).isEqualTo(remaining);
    }
}
