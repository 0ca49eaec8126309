package io.candor.modelruntime.bench.load;

/** Counts the answers of one client or flow. */
final class Tally {
    private final Latencies latencies = new Latencies();
    private int rejected;
    private int failed;

    synchronized void count(Answer answer, long nanoseconds) {
        switch (answer) {
            case SERVED -> latencies.add(nanoseconds);
            case REJECTED -> rejected++;
            case FAILED -> failed++;
        }
    }

    /** What was counted in a run of that many seconds; to be called when it is over. */
    synchronized LoadResult result(double seconds) {
        return new LoadResult(latencies, rejected, failed, seconds);
    }
}
