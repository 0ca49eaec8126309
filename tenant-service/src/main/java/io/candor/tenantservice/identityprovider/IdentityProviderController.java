package io.candor.tenantservice.identityprovider;

import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.micronaut.core.annotation.Introspected;
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
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Controller("/v1/identity-providers")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiredScope("tenant:admin")
class IdentityProviderController {
    private final IdentityProviderService providers;

    IdentityProviderController(IdentityProviderService providers) {
        this.providers = providers;
    }

    @Get
    Page<ConnectedProvider> list(@QueryValue @Nullable Integer limit, @QueryValue @Nullable String cursor) {
        return providers.list(PageRequest.of(limit, cursor));
    }

    @Post
    HttpResponse<ConnectedProvider> connect(@Body @Valid ConnectProviderRequest request) {
        var connected = providers.connect(request);
        return HttpResponse.created(connected, URI.create("/v1/identity-providers/" + connected.id()));
    }

    @Get("/{id}")
    ConnectedProvider get(UUID id) {
        return providers.get(id);
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    void disconnect(UUID id) {
        providers.disconnect(id);
    }

    /** Either {@code oidc} or {@code saml}. */
    @Introspected
    record ConnectProviderRequest(
            @NotBlank @Size(max = 80) String name,

            @NotEmpty @Size(max = 20)
            List<
                            @NotNull @Size(max = 253)
                            @Pattern(regexp = DOMAIN, message = "must be a domain in small letters") String>
                    domains,

            @Nullable @Valid Oidc oidc,
            @Nullable @Valid Saml saml) {
        static final String DOMAIN = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]";
    }

    @Introspected
    record Oidc(
            @NotBlank @Size(max = 500) String issuer,
            @NotBlank @Size(max = 255) String clientId,
            @NotBlank @Size(max = 500) String clientSecret) {
        /** Hides the secret. */
        @Override
        public String toString() {
            return "Oidc[" + issuer + "]";
        }
    }

    /** Either the address of the metadata or the metadata themselves. */
    @Introspected
    record Saml(
            @Nullable @Size(max = 500) String metadataUrl,
            @Nullable @Size(max = 200_000) String metadataXml) {}
}
