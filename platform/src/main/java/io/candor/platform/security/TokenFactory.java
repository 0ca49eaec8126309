package io.candor.platform.security;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Clock;

/** Reads the keys of the internal token once, at start. */
@Factory
class TokenFactory {
    @Singleton
    InternalTokenIssuer issuer(InternalTokenConfig config, Clock clock) throws IOException, ParseException {
        return new InternalTokenIssuer(ECKey.parse(Files.readString(config.key())), clock);
    }

    @Singleton
    InternalTokenVerifier verifier(InternalTokenConfig config, Clock clock) throws IOException, ParseException {
        return new InternalTokenVerifier(JWKSet.parse(Files.readString(config.trust())), clock);
    }
}
