/** Changes from one plan to another: at once, or when the month ends. */
@NullMarked
package io.candor.tenantservice.planchange;

import org.jspecify.annotations.NullMarked;
