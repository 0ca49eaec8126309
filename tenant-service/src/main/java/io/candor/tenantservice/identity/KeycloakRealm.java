package io.candor.tenantservice.identity;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.resteasy.client.jaxrs.ResteasyClientBuilder;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The realm through Keycloak's admin client, with its failures as problems. */
final class KeycloakRealm {
    private static final Logger LOG = LoggerFactory.getLogger(KeycloakRealm.class);
    private static final int TIMEOUT_SECONDS = 5;
    private static final int CONNECTIONS = 16;

    private final RealmResource realm;

    KeycloakRealm(KeycloakConfig config) {
        var client = ((ResteasyClientBuilder) ResteasyClientBuilder.newBuilder())
                .connectionPoolSize(CONNECTIONS)
                .connectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .connectionCheckoutTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .register(JacksonProvider.class, 100)
                .build();
        this.realm = KeycloakBuilder.builder()
                .serverUrl(config.url())
                .realm(config.realm())
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId(config.clientId())
                .clientSecret(config.clientSecret())
                .resteasyClient(client)
                .build()
                .realm(config.realm());
    }

    /**
     * Asks the realm.
     *
     * @throws ProblemException 503 {@code identity-provider-unavailable} when it cannot be asked, or refuses
     */
    <T> T ask(Function<RealmResource, T> question) {
        try {
            return question.apply(realm);
        } catch (WebApplicationException e) {
            LOG.warn(
                    "Keycloak answers {}: {}",
                    e.getResponse().getStatus(),
                    e.getResponse().getStatusInfo().getReasonPhrase());
            throw unavailable();
        } catch (ProcessingException e) {
            LOG.warn("Keycloak cannot be asked: {}", String.valueOf(e.getMessage()));
            throw unavailable();
        }
    }

    /** Tells the realm something; what is not there any more does no harm. */
    void tell(Consumer<RealmResource> order) {
        ask(asked -> {
            try {
                order.accept(asked);
            } catch (NotFoundException e) {
                LOG.debug("Keycloak has it no more");
            }
            return true;
        });
    }

    /**
     * Closes {@code response} and gives its status, one of {@code expected} or a success.
     *
     * @throws WebApplicationException for any other
     */
    static int settle(Response response, Integer... expected) {
        try (response) {
            var status = response.getStatus();
            if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL
                    && !List.of(expected).contains(status)) {
                response.bufferEntity();
                throw new WebApplicationException(response);
            }
            return status;
        }
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "identity-provider-unavailable",
                "The identity provider cannot be asked now",
                List.of(),
                Duration.ofSeconds(5));
    }
}
