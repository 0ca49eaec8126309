package io.candor.modelruntime.openinference.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.CompletableFuture;

/** Gives up work whose client is gone. Micronaut reads on while one request is in flight, so the end is noticed. */
final class ClientDisconnect {
    private ClientDisconnect() {}

    /** Cancels {@code work} when the connection of {@code request} closes before it is done. */
    static void cancels(HttpRequest<?> request, CompletableFuture<?> work) {
        if (work.isDone() || !(request instanceof NettyHttpRequest<?> netty)) {
            return;
        }
        var closed = netty.getChannelHandlerContext().channel().closeFuture();
        ChannelFutureListener listener = channel -> work.cancel(true);
        closed.addListener(listener);
        work.whenComplete((answer, failure) -> closed.removeListener(listener));
    }
}
