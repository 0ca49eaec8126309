package io.candor.platform.web;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts a request's id into the log lines of every thread that works for it, and takes it away after. */
record LoggedRequestId(String id) implements ThreadPropagatedContextElement<LoggedRequestId.Before> {
    private static final String REQUEST_ID = "request_id";

    @Override
    public Before updateThreadContext() {
        var before = new Before(MDC.get(REQUEST_ID));
        MDC.put(REQUEST_ID, id);
        return before;
    }

    @Override
    public void restoreThreadContext(Before before) {
        if (before.id() == null) {
            MDC.remove(REQUEST_ID);
        } else {
            MDC.put(REQUEST_ID, before.id());
        }
    }

    /** What the thread logged before. */
    record Before(@Nullable String id) {}
}
