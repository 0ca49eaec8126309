/** What a caller may do. */
@NullMarked
package io.candor.tenantservice.scope;

import org.jspecify.annotations.NullMarked;
