package io.candor.modelruntime.scheduler;

import org.jspecify.annotations.Nullable;

/** An element's place in a ring, or, without an element, the ring's head. Leaving costs the same wherever it stands. */
final class Link<E> {
    final @Nullable E element;
    private Link<E> previous = this;
    private Link<E> next = this;

    Link(@Nullable E element) {
        this.element = element;
    }

    void insertBefore(Link<E> other) {
        previous = other.previous;
        next = other;
        restore();
    }

    /** Leaves the ring but remembers its place. */
    void remove() {
        previous.next = next;
        next.previous = previous;
    }

    /** Takes the remembered place again; what left after it must be back already. */
    void restore() {
        previous.next = this;
        next.previous = this;
    }

    Link<E> next() {
        return next;
    }
}
