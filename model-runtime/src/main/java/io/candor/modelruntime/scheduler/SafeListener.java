package io.candor.modelruntime.scheduler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what goes wrong in a listener away from the requests. */
final class SafeListener implements SchedulerListener {
    private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);

    private final SchedulerListener listener;

    SafeListener(SchedulerListener listener) {
        this.listener = listener;
    }

    @Override
    public void queued(String tenant, int rows) {
        safely(() -> listener.queued(tenant, rows));
    }

    @Override
    public void rejected(String tenant, Rejection reason) {
        safely(() -> listener.rejected(tenant, reason));
    }

    @Override
    public void executed(BatchStatistics batch) {
        safely(() -> listener.executed(batch));
    }

    @Override
    public void failed(ServedRequest request, Throwable cause) {
        safely(() -> listener.failed(request, cause));
    }

    private static void safely(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("A scheduler's listener failed", e);
        }
    }
}
