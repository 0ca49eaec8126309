package io.candor.tenantservice.budget;

import io.candor.platform.web.ProblemException;
import java.math.BigDecimal;

/** Amounts of money as the API writes them: decimals with at most nine places. */
final class Amount {
    private static final int NANO_DIGITS = 9;
    private static final int CENT_DIGITS = 2;

    private Amount() {}

    /** The exact amount, with at least two places. */
    static String ofNanos(long nanos) {
        var amount = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros();
        return amount.setScale(Math.max(CENT_DIGITS, amount.scale())).toPlainString();
    }

    /**
     * The nanos of {@code amount}, which is above 0.
     *
     * @throws ProblemException 400 that names {@code field}
     */
    static long toNanos(String field, String amount) {
        try {
            var nanos = new BigDecimal(amount).movePointRight(NANO_DIGITS).longValueExact();
            if (nanos > 0) {
                return nanos;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw ProblemException.invalid(field, "must be a decimal amount with at most nine places");
        }
        throw ProblemException.invalid(field, "must be above 0");
    }
}
