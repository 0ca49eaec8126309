/** What the fully governed path through the gateway costs, beside other proxies that govern nothing. */
@NullMarked
package io.candor.launcher.bench.gateway;

import org.jspecify.annotations.NullMarked;
