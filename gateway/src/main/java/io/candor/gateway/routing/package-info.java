/** Decides where a request goes and carries it there and back, streaming in both directions. */
@NullMarked
package io.candor.gateway.routing;

import org.jspecify.annotations.NullMarked;
