/** Tenants, their members and API keys, and what they use. */
@NullMarked
package io.candor.tenantservice;

import org.jspecify.annotations.NullMarked;
