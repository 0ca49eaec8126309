package io.candor.modelruntime.bench.wire;

import io.candor.modelruntime.bench.load.Sender;
import io.candor.modelruntime.tensor.Tensor;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;

/** REST over HTTP/1.1; each client has a connection of its own that stays open. */
public final class RestTarget implements Target {
    private final String host;
    private final int port;
    private final RestEncoding encoding;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<RestConnection> connections = new ArrayList<>();

    /** A client connects when it is made. */
    public RestTarget(String host, int port, RestEncoding encoding) {
        this.host = host;
        this.port = port;
        this.encoding = encoding;
    }

    @Override
    public Sender client(String model, List<Tensor> inputs, Caller caller) {
        var connection = RestConnection.open(loop, host, port);
        connections.add(connection);
        var request = encoding.request(model, inputs);
        return answered -> connection.send(request, caller.token(), answer -> answered.accept(answer.kind()));
    }

    @Override
    public Tensor ask(String model, List<Tensor> inputs, Caller caller) {
        var connection = RestConnection.open(loop, host, port);
        connections.add(connection);
        var answer = connection.sendAndWait(encoding.request(model, inputs), caller.token());
        return encoding.firstOutput(answer);
    }

    @Override
    public void close() {
        connections.forEach(RestConnection::close);
        loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
