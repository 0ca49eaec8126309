/** What was used of what, as every app leaves it in its outbox for the tenant service to meter. */
@NullMarked
package io.candor.platform.usage;

import org.jspecify.annotations.NullMarked;
