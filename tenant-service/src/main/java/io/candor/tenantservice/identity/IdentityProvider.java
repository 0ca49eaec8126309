package io.candor.tenantservice.identity;

import io.candor.platform.web.ProblemException;
import java.util.UUID;

/**
 * Where people and machines sign in. Each method can be repeated: it makes the provider as it is told to, whatever was
 * there. When the provider cannot be asked, each throws a {@link ProblemException} with 503
 * {@code identity-provider-unavailable}, or {@code identity-provider-off} when there is none.
 */
public interface IdentityProvider {
    /** Whether one is configured at all. */
    boolean isPresent();

    /** Makes the organization of a tenant, or brings it up to date. */
    void keepOrganization(UUID tenant, String name, String slug, boolean enabled);

    /** Removes the organization of a tenant that is no more. */
    void dropOrganization(UUID tenant);

    /** Makes a person a member of the tenant's organization. */
    void keepMember(UUID tenant, String subject);

    /** Takes a person out of the tenant's organization. */
    void dropMember(UUID tenant, String subject);

    /** Has a person set up a second factor before the next sign-in, unless there is one. */
    void requireTwoFactor(String subject);

    /** Mails a person a link under which a new password can be chosen. */
    void mailPasswordReset(String subject);

    /** Makes a client that gets tokens by its id and secret (RFC 6749 section 4.4), and gives the secret. */
    String createClient(UUID tenant, String clientId, String name);

    /** Gives a client a new secret; the old one ends at once. */
    String rotateSecret(String clientId);

    /** Removes a client. */
    void dropClient(String clientId);

    /** Lets people of the tenant sign in with a provider of its own. */
    void connect(UUID tenant, Connection connection);

    /** Takes a provider of a tenant away. */
    void disconnect(UUID tenant, String alias);
}
