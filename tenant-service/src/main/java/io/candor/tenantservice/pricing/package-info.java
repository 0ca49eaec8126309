/** What usage costs: whole billionths inside, whole cents on each line of an invoice, never a floating-point number. */
@NullMarked
package io.candor.tenantservice.pricing;

import org.jspecify.annotations.NullMarked;
