/** The organisations that use Candor. */
@NullMarked
package io.candor.tenantservice.tenant;

import org.jspecify.annotations.NullMarked;
