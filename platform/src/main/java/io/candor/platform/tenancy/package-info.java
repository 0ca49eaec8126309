/** Whose data a request may touch: the tenant context and the row-level security that enforces it. */
@NullMarked
package io.candor.platform.tenancy;

import org.jspecify.annotations.NullMarked;
