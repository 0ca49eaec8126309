package io.candor.gateway.routing;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where requests go, and how long that may take.
 *
 * @param upstreams the address of each upstream by its name
 * @param publicPaths what may be read without a credential
 * @param publicPosts where may be posted without a credential, because the sender signs what it sends
 * @param connectTimeout how long a connection to an upstream may take
 * @param timeout how long an upstream may be silent before its answer begins, counted from the last byte sent to it
 * @param idleTimeout how long either side may be silent once the answer has begun
 * @param connections how many requests may be under way to one upstream
 * @param queue how many more may wait for their turn
 */
@ConfigurationProperties("candor.routing")
record RoutingConfig(
        Map<String, URI> upstreams,
        List<String> publicPaths,
        List<String> publicPosts,
        @Bindable(defaultValue = "2s") Duration connectTimeout,
        @Bindable(defaultValue = "30s") Duration timeout,
        @Bindable(defaultValue = "5m") Duration idleTimeout,
        @Bindable(defaultValue = "256") int connections,
        @Bindable(defaultValue = "128") int queue) {}
