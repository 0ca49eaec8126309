package io.candor.gateway.authentication;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** An API key whose checksum is right; of the secret itself only the digest is kept. */
record ApiKey(String sha256) {
    private static final Pattern FORM = Pattern.compile("cnd_(live|test)_[0-9A-Za-z]{49}");
    private static final int CHECKSUM_LENGTH = 6;

    /** Whether {@code text} is meant to be an API key. */
    static boolean isMeantBy(String text) {
        return text.startsWith("cnd_");
    }

    /**
     * Reads an API key. The checksum tells a typo from an unknown key without asking anybody.
     *
     * @throws ProblemException 401 {@code api-key-malformed}
     */
    static ApiKey parse(String text) {
        if (!FORM.matcher(text).matches() || !checksumHolds(text)) {
            throw new ProblemException(
                    HttpStatus.UNAUTHORIZED,
                    "api-key-malformed",
                    "This is no API key: it was mistyped or cut off on the way");
        }
        return new ApiKey(digest(text));
    }

    private static boolean checksumHolds(String text) {
        var end = text.length() - CHECKSUM_LENGTH;
        var checksum = new CRC32();
        checksum.update(text.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        return Base62.encode(BigInteger.valueOf(checksum.getValue()), CHECKSUM_LENGTH)
                .equals(text.substring(end));
    }

    private static String digest(String text) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
