/** How much money a month may cost a tenant or one of its keys, and the alerts when it nears that. */
@NullMarked
package io.candor.tenantservice.budget;

import org.jspecify.annotations.NullMarked;
