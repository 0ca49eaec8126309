package io.candor.launcher.platform;

import io.candor.launcher.state.LauncherException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** Steps that run at the same time; the first failure, or an interrupt, ends all of them. */
final class Together {
    private Together() {}

    static void run(List<Step> steps) throws InterruptedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var completion = new ExecutorCompletionService<Boolean>(executor);
            for (var step : steps) {
                completion.submit(() -> {
                    step.run();
                    return true;
                });
            }
            try {
                for (var left = steps.size(); left > 0; left--) {
                    completion.take().get();
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof LauncherException problem
                        ? problem
                        : new LauncherException(String.valueOf(e.getCause()), e.getCause());
            } finally {
                executor.shutdownNow();
            }
        }
    }

    /** One of them. */
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }
}
