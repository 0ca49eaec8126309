/** Brings the identity provider after the tables: what changed waits in the outbox until it is done there. */
@NullMarked
package io.candor.tenantservice.identitysync;

import org.jspecify.annotations.NullMarked;
