package io.candor.tenantservice.identity;

import java.util.List;
import java.util.Map;

/**
 * A customer's own identity provider.
 *
 * @param alias its name at ours
 * @param title what people see
 * @param protocol {@code oidc} or {@code saml}
 * @param domains the e-mail domains of the people it vouches for
 * @param settings what Keycloak has to know of it, with the secret
 */
public record Connection(
        String alias, String title, String protocol, List<String> domains, Map<String, String> settings) {
    public Connection {
        domains = List.copyOf(domains);
        settings = Map.copyOf(settings);
    }

    /** Hides the settings, for a secret is among them. */
    @Override
    public String toString() {
        return "Connection[" + alias + "]";
    }
}
