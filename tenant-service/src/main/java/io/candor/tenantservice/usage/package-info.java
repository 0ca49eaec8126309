/** What was metered: taken in exactly once, and summed up by meter and day. */
@NullMarked
package io.candor.tenantservice.usage;

import org.jspecify.annotations.NullMarked;
