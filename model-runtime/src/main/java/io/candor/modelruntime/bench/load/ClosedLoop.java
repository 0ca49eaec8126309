package io.candor.modelruntime.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Clients that each ask again as soon as they are answered. */
public final class ClosedLoop {
    private final List<? extends Sender> clients;

    /** One client for each sender. */
    public ClosedLoop(List<? extends Sender> clients) {
        this.clients = List.copyOf(clients);
    }

    /** Measures what is answered in {@code time}, after a warm-up that does not count; all clients together. */
    public LoadResult run(Duration warmUp, Duration time) throws InterruptedException {
        return together(runEach(warmUp, time));
    }

    /** The same, client by client. */
    public List<LoadResult> runEach(Duration warmUp, Duration time) throws InterruptedException {
        var begin = System.nanoTime() + warmUp.toNanos();
        var end = begin + time.toNanos();
        return run(begin, end, () -> System.nanoTime() < end).stream()
                .map(tally -> tally.result(time.toNanos() / 1e9))
                .toList();
    }

    /** Measures that many requests, shared by all clients. */
    public LoadResult runRequests(int requests) throws InterruptedException {
        var left = new AtomicInteger(requests - clients.size());
        var begin = System.nanoTime();
        var tallies = run(begin, Long.MAX_VALUE, () -> left.getAndDecrement() > 0);
        var seconds = (System.nanoTime() - begin) / 1e9;
        return together(tallies.stream().map(tally -> tally.result(seconds)).toList());
    }

    /** Sums up what went on at the same time. */
    public static LoadResult together(List<LoadResult> parts) {
        return new LoadResult(
                Latencies.merge(parts.stream().map(LoadResult::latencies).toList()),
                parts.stream().mapToInt(LoadResult::rejected).sum(),
                parts.stream().mapToInt(LoadResult::failed).sum(),
                parts.stream().mapToDouble(LoadResult::seconds).max().orElse(0));
    }

    private List<Tally> run(long begin, long end, BooleanSupplier goesOn) throws InterruptedException {
        var stopped = new CountDownLatch(clients.size());
        var loops = new ArrayList<Loop>();
        for (var client : clients) {
            loops.add(new Loop(client, begin, end, goesOn, stopped, new Tally()));
        }
        loops.forEach(Loop::next);
        stopped.await();
        return loops.stream().map(Loop::tally).toList();
    }

    private record Loop(
            Sender client, long begin, long end, BooleanSupplier goesOn, CountDownLatch stopped, Tally tally) {

        void next() {
            var sent = System.nanoTime();
            client.send(answer -> {
                var now = System.nanoTime();
                if (now >= begin && now < end) {
                    tally.count(answer, now - sent);
                }
                if (goesOn.getAsBoolean()) {
                    next();
                } else {
                    stopped.countDown();
                }
            });
        }
    }
}
