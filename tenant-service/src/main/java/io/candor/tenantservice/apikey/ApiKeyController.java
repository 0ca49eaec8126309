package io.candor.tenantservice.apikey;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.tenantservice.scope.Scope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1/api-keys")
@ExecuteOn(TaskExecutors.BLOCKING)
class ApiKeyController {
    private final ApiKeyService keys;

    ApiKeyController(ApiKeyService keys) {
        this.keys = keys;
    }

    @Get
    @RequiredScope("tenant:read")
    Page<ApiKey> list(@QueryValue @Nullable Integer limit, @QueryValue @Nullable String cursor) {
        return keys.list(PageRequest.of(limit, cursor));
    }

    @Post
    @RequiredScope("tenant:admin")
    HttpResponse<IssueApiKeyResponse> issue(@Body @Valid IssueApiKeyRequest request) {
        var issued = keys.issue(request.wanted());
        return HttpResponse.created(
                        IssueApiKeyResponse.of(issued),
                        URI.create("/v1/api-keys/" + issued.key().id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @Post("/{id}/rotate")
    @RequiredScope("tenant:admin")
    HttpResponse<IssueApiKeyResponse> rotate(UUID id, @Body @Valid RotateApiKeyRequest request) {
        var rotated = keys.rotate(id, request.overlapOrUsual());
        return HttpResponse.ok(IssueApiKeyResponse.of(rotated)).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @Get("/{id}")
    @RequiredScope("tenant:read")
    ApiKey get(UUID id) {
        return keys.get(id);
    }

    @Delete("/{id}")
    @RequiredScope("tenant:admin")
    @Status(HttpStatus.NO_CONTENT)
    void revoke(UUID id) {
        keys.revoke(id);
    }

    @Introspected
    record IssueApiKeyRequest(
            @NotBlank @Size(max = 80) String name,
            @NotEmpty @Size(max = 32) List<@NotNull Scope> scopes,
            @NotNull Environment environment,
            @Nullable Instant expiresAt,
            @Nullable @Positive Integer requestsPerMinute) {
        ApiKeyService.Wanted wanted() {
            return new ApiKeyService.Wanted(name, scopes, environment, expiresAt, requestsPerMinute);
        }
    }

    /** How long the secret until now goes on working; a day if nothing is said. */
    @Introspected
    record RotateApiKeyRequest(@Nullable Duration overlap) {
        private static final Duration USUAL = Duration.ofDays(1);

        Duration overlapOrUsual() {
            return overlap == null ? USUAL : overlap;
        }
    }

    @Introspected
    record IssueApiKeyResponse(
            UUID id,
            String name,
            String prefix,
            List<Scope> scopes,
            Environment environment,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Integer requestsPerMinute,
            @Nullable Instant previousSecretUntil,
            String secret) {
        static IssueApiKeyResponse of(ApiKeyService.Issued issued) {
            var key = issued.key();
            return new IssueApiKeyResponse(
                    key.id(),
                    key.name(),
                    key.prefix(),
                    key.scopes(),
                    key.environment(),
                    key.createdAt(),
                    key.expiresAt(),
                    key.requestsPerMinute(),
                    key.previousSecretUntil(),
                    issued.secret().value());
        }

        /** Hides the secret. */
        @Override
        public String toString() {
            return "IssueApiKeyResponse[" + id + "]";
        }
    }
}
