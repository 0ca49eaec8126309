/** What a tenant has booked, and the limits that come with it. */
@NullMarked
package io.candor.tenantservice.plan;

import org.jspecify.annotations.NullMarked;
