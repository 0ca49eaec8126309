package io.candor.modelruntime.bench.wire;

import io.candor.modelruntime.bench.load.Answer;
import io.candor.modelruntime.bench.load.Latencies;
import io.candor.modelruntime.bench.load.Sender;
import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelInferResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Notes how long the first request took that each version of a model answered, whichever client sent it. */
public final class FirstOfVersion {
    private final Set<String> seen = new HashSet<>();
    private final Latencies first = new Latencies();

    /** The times, without that of the version that was there at the beginning. */
    public Latencies latencies() {
        return first;
    }

    private synchronized void served(String version, long nanoseconds) {
        if (seen.add(version) && seen.size() > 1) {
            first.add(nanoseconds);
        }
    }

    /** One client, whose answers are decoded. */
    record Client(FirstOfVersion firsts, Channel channel, ModelInferRequest request, Supplier<Metadata> headers)
            implements Sender {
        @Override
        public void send(Consumer<Answer> answered) {
            var call = channel.newCall(GRPCInferenceServiceGrpc.getModelInferMethod(), CallOptions.DEFAULT);
            call.start(new Listener(firsts, System.nanoTime(), answered), headers.get());
            call.request(2);
            call.sendMessage(request);
            call.halfClose();
        }
    }

    private static final class Listener extends ClientCall.Listener<ModelInferResponse> {
        private final FirstOfVersion firsts;
        private final long sent;
        private final Consumer<Answer> answered;

        Listener(FirstOfVersion firsts, long sent, Consumer<Answer> answered) {
            this.firsts = firsts;
            this.sent = sent;
            this.answered = answered;
        }

        @Override
        public void onMessage(ModelInferResponse message) {
            firsts.served(message.getModelVersion(), System.nanoTime() - sent);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            answered.accept(GrpcSender.answer(status));
        }
    }
}
