/** What the operator of the platform does: sees to tenants, acts in one for a reason, sums up usage. */
@NullMarked
package io.candor.tenantservice.platformadmin;

import org.jspecify.annotations.NullMarked;
