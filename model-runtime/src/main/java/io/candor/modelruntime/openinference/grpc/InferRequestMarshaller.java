package io.candor.modelruntime.openinference.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Parses an inference request so that its raw tensors are views of the message instead of copies: the bytes are taken off
 * the wire once, into memory of their own that lives as long as anyone looks at it.
 */
final class InferRequestMarshaller implements PrototypeMarshaller<ModelInferRequest> {
    private final PrototypeMarshaller<ModelInferRequest> usual =
            (PrototypeMarshaller<ModelInferRequest>) ProtoUtils.marshaller(ModelInferRequest.getDefaultInstance());

    @Override
    public InputStream stream(ModelInferRequest request) {
        return usual.stream(request);
    }

    @Override
    public ModelInferRequest parse(InputStream stream) {
        try {
            var bytes = stream instanceof KnownLength ? stream.readNBytes(stream.available()) : stream.readAllBytes();
            var input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
            input.enableAliasing(true);
            var request = ModelInferRequest.parseFrom(input);
            input.checkLastTagWas(0);
            return request;
        } catch (InvalidProtocolBufferException e) {
            throw Status.INTERNAL
                    .withDescription("Invalid protobuf byte sequence")
                    .withCause(e)
                    .asRuntimeException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ModelInferRequest getMessagePrototype() {
        return ModelInferRequest.getDefaultInstance();
    }

    @Override
    public Class<ModelInferRequest> getMessageClass() {
        return ModelInferRequest.class;
    }
}
