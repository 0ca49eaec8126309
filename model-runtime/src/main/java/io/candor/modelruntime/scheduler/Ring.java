package io.candor.modelruntime.scheduler;

import org.jspecify.annotations.Nullable;

/** A list whose elements bring their own links: no allocation on the way in or out. */
final class Ring<E> {
    private final Link<E> head = new Link<>(null);

    boolean isEmpty() {
        return head.next() == head;
    }

    /** The first element, or null where there is none. */
    @Nullable
    E first() {
        return head.next().element;
    }

    void addLast(Link<E> link) {
        link.insertBefore(head);
    }
}
