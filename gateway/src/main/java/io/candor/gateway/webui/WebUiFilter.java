package io.candor.gateway.webui;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers what is neither an API call nor a route of the gateway's own from the web app's folder. */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 200)
class WebUiFilter {
    private static final Set<String> OWN = Set.of("config.json", "health", "prometheus");

    private final WebFiles files;
    private final SecurityHeaders security;

    WebUiFilter(WebFiles files, SecurityHeaders security) {
        this.files = files;
        this.security = security;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> serve(HttpRequest<?> request) {
        var path = request.getUri().getRawPath();
        var reading = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        if (!reading || OWN.contains(path.split("/", 3)[1])) {
            return null;
        }
        return files.find(path).map(file -> answer(request, file)).orElse(null);
    }

    private HttpResponse<?> answer(HttpRequest<?> request, WebFile file) {
        MutableHttpResponse<Object> response = isKnown(request, file) ? HttpResponse.notModified() : HttpResponse.ok();
        var headers = response.getHeaders();
        headers.set(HttpHeaders.ETAG, file.etag());
        headers.set(HttpHeaders.CACHE_CONTROL, file.cacheControl());
        security.addTo(headers);
        if (response.code() != HttpResponse.ok().code()) {
            return response;
        }
        response.contentType(MediaType.of(file.contentType()));
        response.contentLength(file.size());
        return request.getMethod() == HttpMethod.HEAD ? response : response.body(read(file));
    }

    private static boolean isKnown(HttpRequest<?> request, WebFile file) {
        return request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH).stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch(tag -> tag.equals("*") || tag.equals(file.etag()));
    }

    private static byte[] read(WebFile file) {
        try {
            return Files.readAllBytes(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
