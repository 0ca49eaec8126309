package io.candor.gateway.routing;

import io.micronaut.context.annotation.EachProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One path, and all below it, that belongs to an upstream.
 *
 * @param prefix whole segments of the path
 * @param upstream the name of the upstream
 * @param timeout how long the upstream may be silent before its answer begins, where that is not the usual
 */
@EachProperty(value = "candor.routing.routes", list = true)
record RouteConfig(String prefix, String upstream, @Nullable Duration timeout) {}
