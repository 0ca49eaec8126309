package io.candor.modelruntime.openinference.grpc;

import io.candor.modelruntime.openinference.RepositoryParameters;
import io.candor.modelruntime.openinference.ServerIdentity;
import io.candor.modelruntime.serving.InferenceAnswer;
import io.candor.modelruntime.serving.ModelService;
import io.candor.modelruntime.tensor.TensorSpec;
import io.candor.platform.inference.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.candor.platform.inference.v2.ModelInferRequest;
import io.candor.platform.inference.v2.ModelInferResponse;
import io.candor.platform.inference.v2.ModelMetadataRequest;
import io.candor.platform.inference.v2.ModelMetadataResponse;
import io.candor.platform.inference.v2.ModelMetadataResponse.TensorMetadata;
import io.candor.platform.inference.v2.ModelReadyRequest;
import io.candor.platform.inference.v2.ModelReadyResponse;
import io.candor.platform.inference.v2.ModelStatisticsRequest;
import io.candor.platform.inference.v2.ModelStatisticsResponse;
import io.candor.platform.inference.v2.RepositoryIndexRequest;
import io.candor.platform.inference.v2.RepositoryIndexResponse;
import io.candor.platform.inference.v2.RepositoryModelLoadRequest;
import io.candor.platform.inference.v2.RepositoryModelLoadResponse;
import io.candor.platform.inference.v2.RepositoryModelUnloadRequest;
import io.candor.platform.inference.v2.RepositoryModelUnloadResponse;
import io.candor.platform.inference.v2.ServerLiveRequest;
import io.candor.platform.inference.v2.ServerLiveResponse;
import io.candor.platform.inference.v2.ServerMetadataRequest;
import io.candor.platform.inference.v2.ServerMetadataResponse;
import io.candor.platform.inference.v2.ServerReadyRequest;
import io.candor.platform.inference.v2.ServerReadyResponse;
import io.candor.platform.web.ProblemException;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Open Inference Protocol v2 over gRPC. */
@Singleton
class GrpcInferenceService extends GRPCInferenceServiceImplBase {
    private final ModelService models;

    GrpcInferenceService(ModelService models) {
        this.models = models;
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> observer) {
        answer(observer, () -> ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> observer) {
        answer(
                observer,
                () -> ServerReadyResponse.newBuilder()
                        .setReady(models.isReady())
                        .build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
        answer(
                observer,
                () -> ModelReadyResponse.newBuilder()
                        .setReady(isReady(request.getName(), orNull(request.getVersion())))
                        .build());
    }

    @Override
    public void serverMetadata(ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> observer) {
        answer(
                observer,
                () -> ServerMetadataResponse.newBuilder()
                        .setName(ServerIdentity.NAME)
                        .setVersion(ServerIdentity.VERSION)
                        .addAllExtensions(ServerIdentity.EXTENSIONS)
                        .build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
        answer(observer, () -> {
            var metadata = models.metadata(request.getName(), orNull(request.getVersion()));
            return ModelMetadataResponse.newBuilder()
                    .setName(metadata.name())
                    .addAllVersions(metadata.versions())
                    .setPlatform(metadata.platform())
                    .addAllInputs(tensors(metadata.inputs()))
                    .addAllOutputs(tensors(metadata.outputs()))
                    .putAllProperties(metadata.properties())
                    .build();
        });
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
        var call = (ServerCallStreamObserver<ModelInferResponse>) observer;
        var answer = ask(request);
        call.setOnCancelHandler(() -> answer.cancel(true));
        answer.whenComplete((given, failure) -> finish(call, request.getId(), given, failure));
    }

    private CompletableFuture<InferenceAnswer> ask(ModelInferRequest request) {
        try {
            return GrpcCaller.call(() ->
                    models.infer(GrpcRequest.read(request, Context.current().getDeadline())));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void finish(
            ServerCallStreamObserver<ModelInferResponse> call,
            String id,
            @Nullable InferenceAnswer answer,
            @Nullable Throwable failure) {
        if (call.isCancelled()) {
            return;
        }
        if (answer == null) {
            call.onError(GrpcStatus.of(failure == null ? new IllegalStateException("No answer") : failure));
        } else {
            answer(call, () -> GrpcAnswer.write(id, answer));
        }
    }

    @Override
    public void modelStatistics(ModelStatisticsRequest request, StreamObserver<ModelStatisticsResponse> observer) {
        answer(observer, () -> {
            var response = ModelStatisticsResponse.newBuilder();
            models.statistics(orNull(request.getName()), orNull(request.getVersion()))
                    .forEach(model -> response.addModelStats(GrpcStatistics.write(model)));
            return response.build();
        });
    }

    @Override
    public void repositoryIndex(RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> observer) {
        answer(observer, () -> {
            var response = RepositoryIndexResponse.newBuilder();
            models.index(request.getReady())
                    .forEach(entry -> response.addModelsBuilder()
                            .setName(entry.name())
                            .setVersion(entry.version())
                            .setState(entry.state().name())
                            .setReason(entry.reason()));
            return response.build();
        });
    }

    @Override
    public void repositoryModelLoad(
            RepositoryModelLoadRequest request, StreamObserver<RepositoryModelLoadResponse> observer) {
        answer(observer, () -> {
            RepositoryParameters.requireLoadable(GrpcParameters.ofRepository(request.getParametersMap()));
            models.load(request.getModelName());
            return RepositoryModelLoadResponse.getDefaultInstance();
        });
    }

    @Override
    public void repositoryModelUnload(
            RepositoryModelUnloadRequest request, StreamObserver<RepositoryModelUnloadResponse> observer) {
        answer(observer, () -> {
            RepositoryParameters.requireUnloadable(GrpcParameters.ofRepository(request.getParametersMap()));
            models.unload(request.getModelName());
            return RepositoryModelUnloadResponse.getDefaultInstance();
        });
    }

    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }

    /** Ready or not; a model that does not exist is an error. */
    private boolean isReady(String name, @Nullable String version) {
        try {
            models.requireReady(name, version);
            return true;
        } catch (ProblemException e) {
            if (e.status() == HttpStatus.SERVICE_UNAVAILABLE) {
                return false;
            }
            throw e;
        }
    }

    private static List<TensorMetadata> tensors(List<TensorSpec> specs) {
        return specs.stream()
                .map(spec -> TensorMetadata.newBuilder()
                        .setName(spec.name())
                        .setDatatype(spec.datatype().name())
                        .addAllShape(spec.shape())
                        .build())
                .toList();
    }

    private static <A> void answer(StreamObserver<A> observer, Supplier<A> work) {
        A answer;
        try {
            answer = GrpcCaller.call(work);
        } catch (RuntimeException e) {
            observer.onError(GrpcStatus.of(e));
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }
}
