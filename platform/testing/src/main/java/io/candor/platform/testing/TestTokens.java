package io.candor.platform.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.candor.platform.security.InternalTokenIssuer;
import io.candor.platform.tenancy.TenantContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Mints internal tokens that the service under test accepts. */
public final class TestTokens {
    /** A tenant for tests. */
    public static final UUID TENANT = UUID.fromString("018f0000-0000-7000-8000-00000000000a");

    /** Another tenant, that must see nothing of the first. */
    public static final UUID OTHER_TENANT = UUID.fromString("018f0000-0000-7000-8000-00000000000b");

    private static final List<String> ISSUERS = List.of(
            "gateway",
            "operator",
            "assistant-app",
            "tenant-service",
            "audit-ledger",
            "model-runtime",
            "service-under-test");
    private static final Map<String, ECKey> KEYS =
            ISSUERS.stream().collect(Collectors.toMap(Function.identity(), TestTokens::generate));
    private static final Path FOLDER = writeKeys();

    private TestTokens() {}

    /** A token as the gateway mints it for a caller of {@code tenant} with {@code scopes}. */
    public static String of(UUID tenant, String... scopes) {
        return issuedBy("gateway", new TenantContext(tenant, "user:test", Set.of(scopes), "business", "request-1"));
    }

    /** A token as a service mints it for {@code tenant} with {@code scopes}. */
    public static String ofService(String service, UUID tenant, String... scopes) {
        return issuedBy(service, new TenantContext(tenant, "service:" + service, Set.of(scopes), "", "request-1"));
    }

    /** A token of {@code issuer} that carries {@code context}. */
    public static String issuedBy(String issuer, TenantContext context) {
        return issuer(issuer, Clock.systemUTC()).mint(context);
    }

    /** The issuer {@code name}, which reads the time from {@code clock}. */
    public static InternalTokenIssuer issuer(String name, Clock clock) {
        var key = KEYS.get(name);
        if (key == null) {
            throw new IllegalArgumentException("No test key for " + name);
        }
        return new InternalTokenIssuer(key, clock);
    }

    /** The file of the private key of {@code issuer}. */
    public static Path keyFile(String issuer) {
        return FOLDER.resolve(issuer + ".jwk");
    }

    /** The file of the JWK Set of all issuers. */
    public static Path trustFile() {
        return FOLDER.resolve("trust.jwks");
    }

    private static ECKey generate(String issuer) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(issuer).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path writeKeys() {
        try {
            var folder = Files.createTempDirectory("candor-keys");
            for (var key : KEYS.entrySet()) {
                Files.writeString(
                        folder.resolve(key.getKey() + ".jwk"), key.getValue().toJSONString());
            }
            var trusted = new JWKSet(List.copyOf(KEYS.values())).toPublicJWKSet();
            Files.writeString(folder.resolve("trust.jwks"), trusted.toString());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
