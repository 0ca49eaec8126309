package io.candor.modelruntime.scheduler;

import java.util.ArrayList;
import java.util.List;

/** Requests by deadline, the nearest first; one that is served or cancelled leaves at once. */
final class DeadlineHeap<T> {
    private final List<Queued<T>> heap = new ArrayList<>();

    /** The nearest deadline; {@link Queued#NEVER} where there is none. */
    long nearest() {
        return heap.isEmpty() ? Queued.NEVER : heap.getFirst().deadline;
    }

    void add(Queued<T> request) {
        heap.add(request);
        request.heapIndex = heap.size() - 1;
        up(request);
    }

    Queued<T> removeFirst() {
        var first = heap.getFirst();
        remove(first);
        return first;
    }

    void remove(Queued<T> request) {
        var index = request.heapIndex;
        if (index < 0) {
            return;
        }
        request.heapIndex = -1;
        var last = heap.removeLast();
        if (last != request) {
            place(last, index);
            down(last);
            up(last);
        }
    }

    private void up(Queued<T> request) {
        var index = request.heapIndex;
        while (index > 0) {
            var parent = heap.get((index - 1) / 2);
            if (parent.deadline <= request.deadline) {
                break;
            }
            var above = parent.heapIndex;
            place(parent, index);
            index = above;
        }
        place(request, index);
    }

    private void down(Queued<T> request) {
        var index = request.heapIndex;
        while (true) {
            var child = 2 * index + 1;
            if (child >= heap.size()) {
                break;
            }
            if (child + 1 < heap.size() && heap.get(child + 1).deadline < heap.get(child).deadline) {
                child++;
            }
            if (heap.get(child).deadline >= request.deadline) {
                break;
            }
            place(heap.get(child), index);
            index = child;
        }
        place(request, index);
    }

    private void place(Queued<T> request, int index) {
        heap.set(index, request);
        request.heapIndex = index;
    }
}
