package io.candor.modelruntime.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Holds answers back until all earlier ones of the same tenant have left (Triton, {@code preserve_ordering}). */
final class AnswerOrder<T, R> {
    private final Lock lock = new ReentrantLock();
    private final Map<String, Line<T, R>> lines = new HashMap<>();

    /** Joins its tenant's line; calls must come in the order of the requests. */
    void enter(Call<T, R> call) {
        lock.lock();
        try {
            lines.computeIfAbsent(call.tenant, tenant -> new Line<>()).calls.addLast(call.inLine);
        } finally {
            lock.unlock();
        }
    }

    /** The call has its answer: gives it and those that waited for it, or leaves that to the thread that is giving some. */
    void settled(Call<T, R> call) {
        lock.lock();
        try {
            call.isSettled = true;
        } finally {
            lock.unlock();
        }
        release(call.tenant);
    }

    /** The call will not be run: those behind it need not wait for it. */
    void withdrawn(Call<T, R> call) {
        lock.lock();
        try {
            call.inLine.remove();
        } finally {
            lock.unlock();
        }
        release(call.tenant);
    }

    int lines() {
        lock.lock();
        try {
            return lines.size();
        } finally {
            lock.unlock();
        }
    }

    private void release(String tenant) {
        for (var ready = claim(tenant); !ready.isEmpty(); ready = proceed(tenant)) {
            ready.forEach(Call::answer);
        }
    }

    /** Becomes the one thread that gives this tenant's answers; nothing where another is, or where there is nothing. */
    private List<Call<T, R>> claim(String tenant) {
        lock.lock();
        try {
            var line = lines.get(tenant);
            return line == null || line.isReleasing ? List.of() : takeReady(tenant, line);
        } finally {
            lock.unlock();
        }
    }

    private List<Call<T, R>> proceed(String tenant) {
        lock.lock();
        try {
            return takeReady(tenant, Objects.requireNonNull(lines.get(tenant)));
        } finally {
            lock.unlock();
        }
    }

    private List<Call<T, R>> takeReady(String tenant, Line<T, R> line) {
        var ready = new ArrayList<Call<T, R>>();
        for (var call = line.calls.first(); call != null && call.isSettled; call = line.calls.first()) {
            call.inLine.remove();
            ready.add(call);
        }
        line.isReleasing = !ready.isEmpty();
        if (!line.isReleasing && line.calls.isEmpty()) {
            lines.remove(tenant);
        }
        return ready;
    }

    private static final class Line<T, R> {
        final Ring<Call<T, R>> calls = new Ring<>();
        boolean isReleasing;
    }
}
