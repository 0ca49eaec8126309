package io.candor.platform.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/**
 * Watches the connection that a request came on, so that work for a caller who has gone away can end.
 *
 * <p>The server reads on while a request is served: it learns at once that the other side has closed the connection.
 */
public final class CallerConnection implements AutoCloseable {
    private final ChannelFuture closed;
    private final ChannelFutureListener listener;

    private CallerConnection(ChannelFuture closed, Runnable action) {
        this.closed = closed;
        this.listener = future -> action.run();
        closed.addListener(listener);
    }

    /**
     * Runs {@code action} when the connection of {@code request} closes, at once if it is closed already; until the
     * answer is complete and the watch is closed.
     *
     * @param action runs on the connection's event loop, so it must not block
     */
    public static CallerConnection watch(HttpRequest<?> request, Runnable action) {
        return new CallerConnection(
                netty(request).getChannelHandlerContext().channel().closeFuture(), action);
    }

    private static NettyHttpRequest<?> netty(HttpRequest<?> request) {
        return switch (request) {
            case NettyHttpRequest<?> netty -> netty;
            case HttpRequestWrapper<?> wrapper -> netty(wrapper.getDelegate());
            default -> throw new IllegalArgumentException("This request came over no connection");
        };
    }

    /** Ends the watch: a connection that is used again keeps nothing of this request. */
    @Override
    public void close() {
        closed.removeListener(listener);
    }
}
