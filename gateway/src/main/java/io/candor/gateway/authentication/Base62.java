package io.candor.gateway.authentication;

import java.math.BigInteger;

/** Numbers in base 62, of which the digits are 0-9, A-Z and a-z in this order. */
final class Base62 {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

    private Base62() {}

    /** {@code number} in exactly {@code length} digits, with zeros on the left. */
    static String encode(BigInteger number, int length) {
        var digits = new char[length];
        var rest = number;
        for (var index = length - 1; index >= 0; index--) {
            var parts = rest.divideAndRemainder(BASE);
            digits[index] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        if (rest.signum() != 0) {
            throw new IllegalArgumentException("The number needs more than " + length + " digits");
        }
        return new String(digits);
    }
}
