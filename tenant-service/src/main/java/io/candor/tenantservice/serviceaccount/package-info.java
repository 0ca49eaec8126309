/** Machines that get their tokens from the identity provider by client credentials. */
@NullMarked
package io.candor.tenantservice.serviceaccount;

import org.jspecify.annotations.NullMarked;
