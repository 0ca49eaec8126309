package io.candor.modelruntime.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends each flow's requests when they are due, whether or not earlier ones were answered. A latency counts from when a
 * request was due, so that a stalled sender hides nothing.
 */
public final class OpenLoop {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(1);

    private final List<Flow> flows;

    /** One arrival process for each flow. */
    public OpenLoop(List<Flow> flows) {
        this.flows = List.copyOf(flows);
    }

    /**
     * Goes on for warm-up and time; what was due in the warm-up does not count. The results are in the order of the flows.
     * What is not answered a minute after the end counts as
     * failed in every flow.
     */
    public List<LoadResult> run(Duration warmUp, Duration time) throws InterruptedException {
        var lanes = new ArrayList<Lane>();
        for (var flow : flows) {
            lanes.add(new Lane(flow.sender(), new Arrivals(flow.perSecond(), lanes.size() + 1), new Tally()));
        }
        var unanswered = new AtomicInteger();
        send(lanes, warmUp.toNanos(), warmUp.plus(time).toNanos(), unanswered);
        var patience = System.nanoTime() + PATIENCE.toNanos();
        while (unanswered.get() > 0 && System.nanoTime() < patience) {
            Thread.sleep(POLL);
        }
        var lost = unanswered.get();
        return lanes.stream().map(lane -> lane.result(time, lost)).toList();
    }

    private static void send(List<Lane> lanes, long from, long until, AtomicInteger unanswered) {
        var next = new PriorityQueue<Lane>(
                Comparator.comparingLong(lane -> lane.arrivals().due()));
        next.addAll(lanes);
        var start = System.nanoTime();
        while (Objects.requireNonNull(next.peek()).arrivals().due() < until) {
            var lane = next.remove();
            var due = lane.arrivals().due();
            waitUntil(start + due);
            unanswered.incrementAndGet();
            lane.sender().send(answer -> {
                if (due >= from) {
                    lane.tally().count(answer, System.nanoTime() - start - due);
                }
                unanswered.decrementAndGet();
            });
            lane.arrivals().advance();
            next.add(lane);
        }
    }

    private static void waitUntil(long nanoTime) {
        for (var left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private record Lane(Sender sender, Arrivals arrivals, Tally tally) {

        LoadResult result(Duration time, int lost) {
            var counted = tally.result(time.toNanos() / 1e9);
            return new LoadResult(counted.latencies(), counted.rejected(), counted.failed() + lost, counted.seconds());
        }
    }
}
