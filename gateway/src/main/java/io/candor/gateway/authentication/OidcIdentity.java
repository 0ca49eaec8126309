package io.candor.gateway.authentication;

import org.jspecify.annotations.Nullable;

/** A person as the identity provider knows it. */
record OidcIdentity(
        String subject, @Nullable String email, @Nullable Boolean emailVerified) {}
