/** How the people of a tenant must sign in. */
@NullMarked
package io.candor.tenantservice.security;

import org.jspecify.annotations.NullMarked;
