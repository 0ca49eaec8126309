package io.candor.tenantservice.apikey;

import io.candor.platform.decision.Digests;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code cnd_live_} or {@code cnd_test_}, 256 random bits in 43 base62 characters, and the CRC-32
 * of all that in 6 more, by which a typing error is told from an unknown key without asking anybody.
 */
record ApiKeySecret(String value) {
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_WIDTH = 43;
    private static final int CHECKSUM_WIDTH = 6;
    private static final int PREFIX_LENGTH = 13;

    static ApiKeySecret generate(Environment environment, SecureRandom random) {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return of(environment, secret);
    }

    static ApiKeySecret of(Environment environment, byte[] secret) {
        var body = "cnd_" + environment.value() + "_" + Base62.encode(new BigInteger(1, secret), SECRET_WIDTH);
        return new ApiKeySecret(body + checksum(body));
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return Base62.encode(BigInteger.valueOf(crc.getValue()), CHECKSUM_WIDTH);
    }

    /** What may be shown later, so that a person can tell keys apart. */
    String prefix() {
        return value.substring(0, PREFIX_LENGTH);
    }

    byte[] sha256() {
        return Digests.sha256(value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "ApiKeySecret[" + prefix() + "…]";
    }
}
