package io.candor.gateway.entitlement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation of an OpenAPI file.
 *
 * @param name its method and path template
 * @param app the app that a plan must grant, or null for none
 * @param scopes of which one is needed; none for a public operation
 * @param uses what it uses up; none for one that is not billed
 */
public record Operation(String name, @Nullable String app, List<String> scopes, List<MeteredUse> uses) {
    public Operation {
        scopes = List.copyOf(scopes);
        uses = List.copyOf(uses);
    }

    /** Whether calls of it are logged, reserved and billed. */
    public boolean isBillable() {
        return !uses.isEmpty();
    }
}
