package io.candor.launcher.seed;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.launcher.key.OperatorToken;
import io.candor.launcher.seed.DemoTenants.Tenant;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Brings in what the demo needs and is not there yet: tenants, members, one API key. */
public final class DemoSeed {
    private static final List<String> PLATFORM = List.of("platform:admin");
    private static final List<String> ADMINISTRATION = List.of(
            "tenant:admin",
            "tenant:read",
            "assistant:read",
            "assistant:write",
            "usage:read",
            "decisions:read",
            "models:read",
            "models:infer",
            "models:manage",
            "billing:read",
            "billing:manage",
            "privacy:manage");

    private final ServiceCall tenantService;

    /** Seeds through the tenant-service at that address. */
    public DemoSeed(HttpClient client, OperatorToken tokens, String tenantServiceUrl) {
        this.tenantService = new ServiceCall(client, tokens, tenantServiceUrl);
    }

    /** Seeds what is missing and writes the access file; a second call changes nothing. */
    public Access seed(String gatewayUrl, String oidcIssuer, Path accessFile) throws InterruptedException {
        for (var tenant : DemoTenants.ALL) {
            seed(tenant);
        }
        var known = Access.read(accessFile);
        var key = usableKey(known).orElse(null);
        if (key == null) {
            var issued = issue("demo");
            if (issued.isMissingNode()) {
                issued = issue("demo " + UUID.randomUUID());
            }
            key = new Key(issued.path("id").asText(), issued.path("secret").asText());
        }
        var access =
                new Access(gatewayUrl, oidcIssuer, DemoTenants.ACME.toString(), key.id(), key.secret(), accounts());
        access.write(accessFile);
        return access;
    }

    private void seed(Tenant tenant) throws InterruptedException {
        tenantService.post(
                "/v1/tenants",
                null,
                PLATFORM,
                Map.of(
                        "id",
                        tenant.id().toString(),
                        "name",
                        tenant.name(),
                        "slug",
                        tenant.slug(),
                        "plan",
                        tenant.plan()));
        var members = tenantService.get("/v1/members?limit=100", tenant.id(), ADMINISTRATION);
        var emails = new HashSet<String>();
        members.path("items").forEach(member -> emails.add(member.path("email").asText()));
        for (var person : tenant.people()) {
            if (!emails.contains(person.email())) {
                tenantService.post(
                        "/v1/members",
                        tenant.id(),
                        ADMINISTRATION,
                        Map.of("email", person.email(), "role", person.role()));
            }
        }
    }

    /** The key of an earlier start, unless somebody revoked it. */
    private Optional<Key> usableKey(Optional<Access> known) throws InterruptedException {
        if (known.isEmpty()) {
            return Optional.empty();
        }
        var access = known.get();
        JsonNode stored = tenantService.get("/v1/api-keys/" + access.apiKeyId(), DemoTenants.ACME, ADMINISTRATION);
        var usable = stored.hasNonNull("id") && !stored.hasNonNull("revoked_at");
        return usable ? Optional.of(new Key(access.apiKeyId(), access.apiKey())) : Optional.empty();
    }

    private JsonNode issue(String name) throws InterruptedException {
        return tenantService.post(
                "/v1/api-keys",
                DemoTenants.ACME,
                ADMINISTRATION,
                Map.of("name", name, "scopes", DemoTenants.KEY_SCOPES, "environment", "live"));
    }

    private static List<Access.Account> accounts() {
        return DemoTenants.ALL.stream()
                .flatMap(tenant -> tenant.people().stream()
                        .map(person ->
                                new Access.Account(person.email(), tenant.name(), person.role(), DemoTenants.PASSWORD)))
                .toList();
    }

    private record Key(String id, String secret) {
        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }
}
