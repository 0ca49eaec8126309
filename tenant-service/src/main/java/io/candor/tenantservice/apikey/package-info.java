/** Keys for machines: issued once in clear, kept as a digest, revoked for good. */
@NullMarked
package io.candor.tenantservice.apikey;

import org.jspecify.annotations.NullMarked;
