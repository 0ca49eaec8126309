/** Customers' own identity providers (OpenID Connect, SAML 2.0), by which their people sign in through Keycloak. */
@NullMarked
package io.candor.tenantservice.identityprovider;

import org.jspecify.annotations.NullMarked;
