package io.candor.tenantservice.apikey;

import java.math.BigInteger;

/** Base62 with the alphabet digits, capital letters, small letters; numbers are padded on the left. */
final class Base62 {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

    private Base62() {}

    /** The number in {@code width} characters. */
    static String encode(BigInteger number, int width) {
        var text = new char[width];
        var rest = number;
        for (var i = width - 1; i >= 0; i--) {
            var parts = rest.divideAndRemainder(BASE);
            text[i] = ALPHABET.charAt(parts[1].intValue());
            rest = parts[0];
        }
        if (rest.signum() != 0) {
            throw new IllegalArgumentException("The number needs more than " + width + " characters");
        }
        return new String(text);
    }
}
