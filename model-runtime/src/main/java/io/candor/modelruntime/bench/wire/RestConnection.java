package io.candor.modelruntime.bench.wire;

import io.candor.platform.security.InternalToken;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection with one request at a time. */
final class RestConnection extends SimpleChannelInboundHandler<HttpObject> {
    static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private static final long PATIENCE = 60;
    private static final long PAUSE = 10;
    private static final RestAnswer BROKEN = new RestAnswer(0, -1, new byte[0]);

    private final InetSocketAddress address;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable Channel channel;
    private @Nullable Consumer<RestAnswer> waiting;
    private boolean keepsBody;
    private int status;
    private int jsonLength;

    private RestConnection(InetSocketAddress address) {
        this.address = address;
    }

    static RestConnection open(EventLoopGroup loop, String host, int port) {
        var connection = new RestConnection(new InetSocketAddress(host, port));
        connection.channel = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel created) {
                        created.pipeline().addLast(new HttpClientCodec(), connection);
                    }
                })
                .connect(connection.address)
                .syncUninterruptibly()
                .channel();
        return connection;
    }

    /** Tells status and length alone. */
    void send(RestRequest request, String token, Consumer<RestAnswer> answered) {
        send(request, token, false, answered);
    }

    RestAnswer sendAndWait(RestRequest request, String token) {
        var answer = new CompletableFuture<RestAnswer>();
        send(request, token, true, answer::complete);
        return answer.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }

    private void send(RestRequest request, String token, boolean keepBody, Consumer<RestAnswer> answered) {
        var open = Objects.requireNonNull(channel);
        if (!open.isActive()) {
            open.eventLoop().schedule(() -> answered.accept(BROKEN), PAUSE, TimeUnit.MILLISECONDS);
            return;
        }
        var message = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, request.path(), Unpooled.wrappedBuffer(request.body()));
        message.headers()
                .set(HttpHeaderNames.HOST, address.getHostString() + ":" + address.getPort())
                .set(HttpHeaderNames.CONTENT_LENGTH, request.body().length)
                .set(InternalToken.HEADER, token);
        request.headers().forEach(message.headers()::set);
        open.eventLoop().execute(() -> {
            waiting = answered;
            keepsBody = keepBody;
            body.reset();
            open.writeAndFlush(message);
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpResponse response) {
            status = response.status().code();
            jsonLength = response.headers().getInt(JSON_LENGTH, -1);
        }
        if (part instanceof HttpContent content && keepsBody) {
            var bytes = new byte[content.content().readableBytes()];
            content.content().readBytes(bytes);
            body.writeBytes(bytes);
        }
        if (part instanceof LastHttpContent) {
            answer(new RestAnswer(status, jsonLength, body.toByteArray()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        answer(BROKEN);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private void answer(RestAnswer answer) {
        var listener = waiting;
        waiting = null;
        if (listener != null) {
            listener.accept(answer);
        }
    }

    void close() {
        if (channel != null) {
            channel.close().syncUninterruptibly();
        }
    }
}
