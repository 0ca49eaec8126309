package io.candor.gateway.routing;

import io.micronaut.context.annotation.EachProperty;

/**
 * One path, and all below it, that belongs to an upstream.
 *
 * @param prefix whole segments of the path
 * @param upstream the name of the upstream
 */
@EachProperty(value = "candor.routing.routes", list = true)
record RouteConfig(String prefix, String upstream) {}
