/** The people of a tenant, their roles, and how an invitation becomes a membership. */
@NullMarked
package io.candor.tenantservice.member;

import org.jspecify.annotations.NullMarked;
