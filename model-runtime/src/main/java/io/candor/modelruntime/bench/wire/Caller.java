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
    private static final Set<String> SCOPES =
            Set.of("models:infer", "models:read", "models:write", "models:manage", "platform:admin");

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
            var issuer = new InternalTokenIssuer(ECKey.parse(Files.readString(file)), Clock.systemUTC());
            return plan -> {
                var id = UUID.randomUUID();
                return new Caller(issuer, new TenantContext(id, "key:" + id, SCOPES, plan, "bench-" + id));
            };
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the key " + file, e);
        } catch (ParseException e) {
            throw new IllegalArgumentException(file + " is no JWK", e);
        }
    }

    /** Makes a new tenant of a plan. */
    @FunctionalInterface
    public interface Source {
        Caller tenant(String plan);
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
