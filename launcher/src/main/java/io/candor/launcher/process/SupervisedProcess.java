package io.candor.launcher.process;

import io.candor.launcher.state.LauncherException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process that is kept running: started, watched until ready, started again when it dies, each time a little later,
 * and reported when it only dies.
 */
public final class SupervisedProcess {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);
    private static final int CRASH_LOOP = 3;

    private final ProcessRecords records;
    private final Progress progress;
    private ProcessSpec spec;
    private ProcessState state = ProcessState.STOPPED;
    private @Nullable Process process;
    private @Nullable Thread keeper;
    private boolean wanted;
    private int deathsInARow;
    private int starts;

    /** A process that is not started yet. */
    public SupervisedProcess(ProcessSpec spec, ProcessRecords records, Progress progress) {
        this.spec = spec;
        this.records = records;
        this.progress = progress;
    }

    /** The name in records, logs and messages. */
    public String name() {
        return spec.name();
    }

    /** Starts it and returns at once; {@link #awaitReady} waits. */
    public synchronized void start() {
        if (wanted) {
            throw new IllegalStateException(name() + " is running already");
        }
        wanted = true;
        deathsInARow = 0;
        try {
            LogFile.rotate(spec.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spawn();
        keeper = Thread.ofPlatform().daemon().name("keeper-" + name()).start(this::keep);
    }

    /** Stops it and starts it again with more environment variables, which stay until the next call. */
    public void restartWith(Map<String, String> environment) throws InterruptedException {
        stop(Duration.ofSeconds(10));
        synchronized (this) {
            spec = spec.with(environment);
        }
        start();
    }

    /** Waits until it is ready; a crash loop or a start that takes too long is a problem that names the log. */
    public synchronized void awaitReady(Duration within) throws InterruptedException {
        var deadline = System.nanoTime() + within.toNanos();
        while (!isReady()) {
            if (state == ProcessState.CRASH_LOOP) {
                throw new LauncherException(diagnosis());
            }
            var left = deadline - System.nanoTime();
            if (left <= 0 || !wanted) {
                throw new LauncherException("%s is not ready after %d s: %s (%s)"
                        .formatted(name(), within.toSeconds(), LogFile.lastLine(spec.log()), spec.log()));
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Waits as long as the specification allows. */
    public void awaitReady() throws InterruptedException {
        awaitReady(spec.readyWithin());
    }

    /** The operating system's number of the current process; fails when there is none. */
    public synchronized long pid() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException(name() + " is not running");
        }
        return process.pid();
    }

    /** Where it is in its life. */
    public synchronized ProcessState state() {
        return state;
    }

    /** How often it was started, for tests that wait for a restart. */
    public synchronized int starts() {
        return starts;
    }

    /** Kills it with its children at once (SIGKILL); it is started again like after any death. */
    public void kill() throws InterruptedException {
        Process victim;
        synchronized (this) {
            victim = process;
        }
        if (victim != null) {
            ProcessGroup.signal(victim.pid(), "KILL");
            victim.waitFor();
        }
    }

    /** A process that died a moment ago is not ready, even when its keeper has not seen the death yet. */
    private boolean isReady() {
        return state == ProcessState.READY && process != null && process.isAlive();
    }

    /** Asks it to end; kills it when it takes longer than the grace. Returns when nothing of it is left. */
    public void stop(Duration grace) throws InterruptedException {
        Process current;
        Thread watcher;
        synchronized (this) {
            wanted = false;
            current = process;
            watcher = keeper;
            notifyAll();
        }
        if (current != null && current.isAlive()) {
            ProcessGroup.signal(current.pid(), spec.stop().name());
            if (!current.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                progress.say("%s did not stop within %d s and is killed".formatted(name(), grace.toSeconds()));
            }
            ProcessGroup.signal(current.pid(), "KILL");
            current.waitFor();
        }
        if (watcher != null) {
            watcher.join();
        }
        synchronized (this) {
            state = ProcessState.STOPPED;
            records.remove(name());
        }
    }

    private synchronized void spawn() {
        var builder = new ProcessBuilder(ProcessGroup.leading(spec.command()))
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new LauncherException("Cannot start %s: %s".formatted(name(), e.getMessage()), e);
        }
        starts++;
        enter(ProcessState.STARTING);
    }

    private void keep() {
        try {
            while (true) {
                awaitEnd();
                if (!spawnAfterDeath()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Watches one life of the process from start to death. */
    private void awaitEnd() throws InterruptedException {
        Process current;
        synchronized (this) {
            current = Objects.requireNonNull(process);
        }
        while (!current.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            if (state() != ProcessState.READY && spec.ready().isReady() && current.isAlive()) {
                synchronized (this) {
                    if (wanted) {
                        deathsInARow = 0;
                        enter(ProcessState.READY);
                    }
                }
            } else if (state() == ProcessState.READY) {
                current.waitFor();
            }
        }
    }

    /** Starts the next life after a pause, all under one lock so that a stop never misses it; false when nobody wants it. */
    private synchronized boolean spawnAfterDeath() throws InterruptedException {
        if (!wanted) {
            return false;
        }
        deathsInARow++;
        enter(deathsInARow >= CRASH_LOOP ? ProcessState.CRASH_LOOP : ProcessState.RESTARTING);
        progress.say(
                deathsInARow == CRASH_LOOP
                        ? diagnosis()
                        : "%s ended with exit code %d; starting it again".formatted(name(), exitCode()));
        var backoff = Math.min(LONGEST_BACKOFF.toMillis(), 100L << Math.min(deathsInARow, 10));
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(backoff);
        for (var left = backoff; wanted && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        if (wanted) {
            spawn();
        }
        return wanted;
    }

    private String diagnosis() {
        return "%s keeps ending (exit code %d, %d times in a row): %s (%s)"
                .formatted(name(), exitCode(), deathsInARow, LogFile.lastLine(spec.log()), spec.log());
    }

    private int exitCode() {
        return process == null || process.isAlive() ? 0 : process.exitValue();
    }

    private void enter(ProcessState next) {
        state = next;
        if (process != null) {
            records.write(new ProcessRecord(spec.name(), process.pid(), spec.marker(), spec.port(), spec.stop(), next));
        }
        notifyAll();
    }
}
