/** What a route is and who may call it, as the OpenAPI files of the services say: scope, app, and what it uses up. */
@NullMarked
package io.candor.gateway.entitlement;

import org.jspecify.annotations.NullMarked;
