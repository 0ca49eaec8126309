/** Token buckets per tenant, per key and per client address. */
@NullMarked
package io.candor.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
