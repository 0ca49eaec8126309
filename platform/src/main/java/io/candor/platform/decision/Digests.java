package io.candor.platform.decision;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The digests that stand in decision records: SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104). */
public final class Digests {
    private static final String HMAC = "HmacSHA256";

    private Digests() {}

    /** The 32 bytes of SHA-256. */
    public static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** {@code sha256:<hex>} of what is not personal. */
    public static String plain(byte[] content) {
        return "sha256:" + HexFormat.of().formatHex(sha256(content));
    }

    /** {@code hmac-sha256:<hex>}: a digest that nobody can tie to its content once {@code key} is destroyed. */
    public static String salted(byte[] key, byte[] content) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return "hmac-sha256:" + HexFormat.of().formatHex(mac.doFinal(content));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
        }
    }
}
