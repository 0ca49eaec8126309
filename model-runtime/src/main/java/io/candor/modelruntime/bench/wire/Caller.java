package io.candor.modelruntime.bench.wire;

import com.nimbusds.jose.jwk.ECKey;
import io.candor.platform.security.InternalToken;
import io.candor.platform.security.InternalTokenIssuer;
import io.candor.platform.tenancy.TenantContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** A tenant that calls: its internal token is minted anew before it expires and is the same in between. */
public final class Caller {
    /** The HTTP header that carries a token. */
    public static final String HEADER = InternalToken.HEADER;

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Set<String> TENANT = Set.of("models:infer", "models:read");
    private static final Set<String> PLATFORM = Set.of("platform:admin");

    private final InternalTokenIssuer issuer;
    private final TenantContext context;
    private String token = "";
    private long minted;

    private Caller(InternalTokenIssuer issuer, TenantContext context) {
        this.issuer = issuer;
        this.context = context;
    }

    /** Makes callers with the private key in {@code file}, a JWK. */
    public static Source source(Path file) {
        try {
            return new Source(new InternalTokenIssuer(ECKey.parse(Files.readString(file)), Clock.systemUTC()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the key " + file, e);
        } catch (ParseException e) {
            throw new IllegalArgumentException(file + " is no JWK", e);
        }
    }

    /** Makes callers. */
    public record Source(InternalTokenIssuer issuer) {

        /** A new tenant of a plan. */
        public Caller tenant(String plan) {
            var id = UUID.randomUUID();
            return new Caller(issuer, new TenantContext(id, "key:" + id, TENANT, plan, "bench-" + id));
        }

        /** Who runs the platform. */
        public Caller platform() {
            return new Caller(issuer, new TenantContext(null, "service:operator", PLATFORM, "", "bench-platform"));
        }
    }

    /** The token as it goes over the wire. */
    public synchronized String token() {
        var now = System.nanoTime();
        if (token.isEmpty() || now - minted > FRESH.toNanos()) {
            token = issuer.mint(context);
            minted = now;
        }
        return token;
    }
}
