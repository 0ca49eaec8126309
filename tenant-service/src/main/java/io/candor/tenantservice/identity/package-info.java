/** Keycloak, the only place that has passwords: tenants as organizations, machines as clients, customers' own providers. */
@NullMarked
package io.candor.tenantservice.identity;

import org.jspecify.annotations.NullMarked;
