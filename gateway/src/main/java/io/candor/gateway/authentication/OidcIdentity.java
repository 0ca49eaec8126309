package io.candor.gateway.authentication;

import org.jspecify.annotations.Nullable;

/**
 * Whom the identity provider speaks of.
 *
 * @param client the client id of a service account, or null for a person
 * @param operator whether the person runs the platform
 */
record OidcIdentity(
        String subject,
        @Nullable String email,
        @Nullable Boolean emailVerified,
        @Nullable String client,
        boolean operator) {}
