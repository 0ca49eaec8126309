package io.candor.tenantservice.billing.stripe;

import com.stripe.StripeClient;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sums up the units that wait and tells Stripe, again and again, however long Stripe is away. */
@Singleton
@Requires(beans = StripeClient.class)
class MeterEventJob {
    private static final Logger LOG = LoggerFactory.getLogger(MeterEventJob.class);
    private static final Duration AHEAD = Duration.ofMinutes(4);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int AT_ONCE = 4;
    private static final int CLAIMED = 32;

    private final MeterSendTable sends;
    private final MeterEventSender sender;
    private final StripeConfig config;
    private final Clock clock;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
    private final CountDownLatch stopped = new CountDownLatch(1);

    MeterEventJob(MeterSendTable sends, MeterEventSender sender, StripeConfig config, Clock clock) {
        this.sends = sends;
        this.sender = sender;
        this.config = config;
        this.clock = clock;
    }

    void start() {
        Thread.ofVirtual().name("stripe-meter-events").start(this::loop);
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
        workers.shutdown();
    }

    private void loop() {
        var pause = IDLE;
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = switch (attempt()) {
                    case DONE -> Duration.ZERO;
                    case IDLE -> IDLE;
                    case BLOCKED -> longer(pause);
                };
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        var next = pause.isZero() ? IDLE : pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    /** What one round did. */
    enum Round {
        DONE,
        IDLE,
        BLOCKED
    }

    private Round attempt() throws InterruptedException {
        try {
            return runOnce();
        } catch (RuntimeException | ExecutionException e) {
            // The loop is a process boundary: the database may be away for a while, and the units are safe in it.
            LOG.warn("Telling Stripe of usage failed: {}", e.toString());
            return Round.BLOCKED;
        }
    }

    /** One round: a lane of a tenant and meter has at most one call in it. */
    Round runOnce() throws InterruptedException, ExecutionException {
        var now = clock.instant();
        sends.gather(now, now.plus(AHEAD), now.minus(config.sendInterval()));
        var due = sends.claim(now, CLAIMED);
        if (due.isEmpty()) {
            return Round.IDLE;
        }
        var calls = new ArrayList<Callable<Boolean>>();
        due.forEach(send -> calls.add(() -> sender.send(send)));
        return allAnswered(calls) ? Round.DONE : Round.BLOCKED;
    }

    private boolean allAnswered(List<Callable<Boolean>> calls) throws InterruptedException, ExecutionException {
        var answered = true;
        for (var call : workers.invokeAll(calls)) {
            answered &= call.get();
        }
        return answered;
    }
}
