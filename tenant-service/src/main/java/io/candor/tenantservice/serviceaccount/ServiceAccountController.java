package io.candor.tenantservice.serviceaccount;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.tenantservice.scope.Scope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
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
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1/service-accounts")
@ExecuteOn(TaskExecutors.BLOCKING)
class ServiceAccountController {
    private final ServiceAccountService accounts;

    ServiceAccountController(ServiceAccountService accounts) {
        this.accounts = accounts;
    }

    @Get
    @RequiredScope("tenant:read")
    Page<ServiceAccount> list(@QueryValue @Nullable Integer limit, @QueryValue @Nullable String cursor) {
        return accounts.list(PageRequest.of(limit, cursor));
    }

    @Post
    @RequiredScope("tenant:admin")
    HttpResponse<CreatedServiceAccount> create(@Body @Valid CreateServiceAccountRequest request) {
        var created = accounts.create(request.name(), request.scopes());
        return secret(HttpResponse.created(created, URI.create("/v1/service-accounts/" + created.id())));
    }

    @Get("/{id}")
    @RequiredScope("tenant:read")
    ServiceAccount get(UUID id) {
        return accounts.get(id);
    }

    @Post("/{id}/secret")
    @RequiredScope("tenant:admin")
    HttpResponse<CreatedServiceAccount> rotateSecret(UUID id) {
        return secret(HttpResponse.ok(accounts.rotateSecret(id)));
    }

    @Delete("/{id}")
    @RequiredScope("tenant:admin")
    @Status(HttpStatus.NO_CONTENT)
    void delete(UUID id) {
        accounts.delete(id);
    }

    private static <T> MutableHttpResponse<T> secret(MutableHttpResponse<T> response) {
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @Introspected
    record CreateServiceAccountRequest(
            @NotBlank @Size(max = 80) String name,
            @NotEmpty @Size(max = 32) List<@NotNull Scope> scopes) {}

    @Introspected
    record CreatedServiceAccount(
            UUID id, String clientId, String name, List<Scope> scopes, Instant createdAt, String secret) {
        static CreatedServiceAccount of(ServiceAccount account, String secret) {
            return new CreatedServiceAccount(
                    account.id(), account.clientId(), account.name(), account.scopes(), account.createdAt(), secret);
        }

        /** Hides the secret. */
        @Override
        public String toString() {
            return "CreatedServiceAccount[" + id + "]";
        }
    }
}
