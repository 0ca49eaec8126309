/** Tells who calls: API keys and OpenID Connect tokens, resolved by tenant-service and kept for a moment. */
@NullMarked
package io.candor.gateway.authentication;

import org.jspecify.annotations.NullMarked;
