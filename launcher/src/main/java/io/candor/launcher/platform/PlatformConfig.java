package io.candor.launcher.platform;

import io.candor.launcher.service.Ports;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is started, and where.
 *
 * @param projectRoot the folder that holds the modules with their built jars
 * @param gatewayHost the address the gateway listens on; everything else stays on the loopback interface
 * @param classArchives whether each JVM leaves an archive of its classes when it ends, for a faster next start
 * @param keycloak whether a Keycloak is started
 * @param oidcIssuer the issuer the gateway trusts instead of the started Keycloak's realm
 * @param environment more environment variables of single services
 */
public record PlatformConfig(
        Path projectRoot,
        StateFolder state,
        Ports ports,
        String gatewayHost,
        boolean classArchives,
        boolean keycloak,
        @Nullable String oidcIssuer,
        Map<Service, Map<String, String>> environment) {

    /** Copies the environment. */
    public PlatformConfig {
        projectRoot = projectRoot.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /** Everything, as {@code ./candor up} starts it. */
    public static PlatformConfig whole(Path projectRoot, StateFolder state, Ports ports, String gatewayHost) {
        return new PlatformConfig(projectRoot, state, ports, gatewayHost, true, true, null, Map.of());
    }

    /** PostgreSQL and the services, without Keycloak, on ports that are free now: for system tests. */
    public static PlatformConfig forTests(Path projectRoot, Path state) {
        return new PlatformConfig(
                projectRoot, new StateFolder(state), Ports.free(), "127.0.0.1", false, false, null, Map.of());
    }

    /** The same with more environment variables for one service. */
    public PlatformConfig with(Service service, Map<String, String> variables) {
        var all = new HashMap<>(environment);
        all.merge(service, variables, (old, more) -> {
            var merged = new HashMap<>(old);
            merged.putAll(more);
            return merged;
        });
        return new PlatformConfig(projectRoot, state, ports, gatewayHost, classArchives, keycloak, oidcIssuer, all);
    }

    /** The same with a Keycloak. */
    public PlatformConfig withKeycloak() {
        return new PlatformConfig(projectRoot, state, ports, gatewayHost, classArchives, true, oidcIssuer, environment);
    }

    /** The same with a gateway that trusts another issuer. */
    public PlatformConfig withOidcIssuer(String issuer) {
        return new PlatformConfig(projectRoot, state, ports, gatewayHost, classArchives, keycloak, issuer, environment);
    }
}
