package io.candor.modelruntime.bench.wire;

import io.candor.modelruntime.bench.load.Answer;
import io.candor.modelruntime.bench.load.Sender;
import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sends an encoded {@code ModelInferRequest}; the answer's bytes are skipped, not decoded. */
record GrpcSender(Channel channel, byte[] request, Supplier<Metadata> headers) implements Sender {
    private static final MethodDescriptor<byte[], Integer> INFER =
            GRPCInferenceServiceGrpc.getModelInferMethod().toBuilder(new Encoded(), new Skipped())
                    .build();

    @Override
    public void send(Consumer<Answer> answered) {
        var call = channel.newCall(INFER, CallOptions.DEFAULT);
        call.start(new Listener(answered), headers.get());
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
    }

    static Answer answer(Status status) {
        return switch (status.getCode()) {
            case OK -> Answer.SERVED;
            case RESOURCE_EXHAUSTED -> Answer.REJECTED;
            default -> Answer.FAILED;
        };
    }

    private static final class Listener extends ClientCall.Listener<Integer> {
        private final Consumer<Answer> answered;

        Listener(Consumer<Answer> answered) {
            this.answered = answered;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            answered.accept(answer(status));
        }
    }

    private static final class Encoded implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            throw new UnsupportedOperationException("Requests are only sent");
        }
    }

    private static final class Skipped implements MethodDescriptor.Marshaller<Integer> {
        @Override
        public InputStream stream(Integer value) {
            throw new UnsupportedOperationException("Answers are only received");
        }

        @Override
        public Integer parse(InputStream stream) {
            try {
                return (int) stream.skip(Integer.MAX_VALUE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
