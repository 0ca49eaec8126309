package io.candor.platform.security;

import io.candor.platform.tenancy.TenantContext;
import java.time.Instant;

/**
 * A token whose signature and claims have held.
 *
 * @param context what it carries
 * @param issued from when it holds
 * @param expires until when it holds
 */
record VerifiedToken(TenantContext context, Instant issued, Instant expires) {}
