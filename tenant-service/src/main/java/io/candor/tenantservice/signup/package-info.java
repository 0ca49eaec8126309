/** How somebody who signed in for the first time founds a tenant. */
@NullMarked
package io.candor.tenantservice.signup;

import org.jspecify.annotations.NullMarked;
