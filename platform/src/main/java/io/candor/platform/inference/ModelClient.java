package io.candor.platform.inference;

/** The port to the model runtime: no app ever opens a model file. */
public interface ModelClient {
    /**
     * Asks a model.
     *
     * @throws io.candor.platform.web.ProblemException 503 {@code model-unavailable}, 504 {@code model-timeout}, 429
     *     {@code model-overloaded}, or 400 when the runtime refuses the input
     */
    InferResponse infer(InferRequest request);

    /**
     * What is known about a model.
     *
     * @throws io.candor.platform.web.ProblemException as {@link #infer}
     */
    ModelMetadata metadata(String model);
}
