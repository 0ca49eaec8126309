/** What the gateway asks: whom a key or a signed-in person stands for. */
@NullMarked
package io.candor.tenantservice.credential;

import org.jspecify.annotations.NullMarked;
