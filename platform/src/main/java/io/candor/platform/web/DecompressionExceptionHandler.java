package io.candor.platform.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.netty.handler.codec.compression.DecompressionException;
import jakarta.inject.Singleton;

/** Blames a body that is not compressed as its header says. */
@Singleton
class DecompressionExceptionHandler implements ExceptionHandler<DecompressionException, HttpResponse<?>> {
    private final ProblemExceptionHandler problems;

    DecompressionExceptionHandler(ProblemExceptionHandler problems) {
        this.problems = problems;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public HttpResponse<?> handle(HttpRequest request, DecompressionException exception) {
        return problems.handle(
                request, ProblemException.invalid("Content-Encoding", "is not how the body is compressed"));
    }
}
