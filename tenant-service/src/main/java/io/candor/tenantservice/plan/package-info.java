/** What tenants can book: the plan file, the limits and prices in it, and the changes from one plan to another. */
@NullMarked
package io.candor.tenantservice.plan;

import org.jspecify.annotations.NullMarked;
