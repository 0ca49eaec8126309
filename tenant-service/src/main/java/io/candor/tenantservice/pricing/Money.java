package io.candor.tenantservice.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money as text: nanos are billionths and cents are hundredths of the currency's unit. */
public final class Money {
    private static final int NANO_DIGITS = 9;
    private static final int CENT_DIGITS = 2;

    private Money() {}

    /** The amount in cents, half a cent rounded away from zero. */
    public static long roundToCents(long nanos) {
        return BigDecimal.valueOf(nanos, NANO_DIGITS)
                .setScale(CENT_DIGITS, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
    }

    /** Cents as {@code 12.34}. */
    public static String textOfCents(long cents) {
        return BigDecimal.valueOf(cents, CENT_DIGITS).toPlainString();
    }

    /** The exact amount with at least two digits after the point, as {@code 0.002}. */
    public static String textOfNanos(long nanos) {
        var exact = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros();
        return exact.setScale(Math.max(exact.scale(), CENT_DIGITS), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /**
     * The nanos that a decimal text such as {@code 0.002} stands for.
     *
     * @throws NumberFormatException when it is no decimal number
     * @throws ArithmeticException when it has more than nine digits after the point or does not fit 64 bits
     */
    public static long nanosOf(String text) {
        return new BigDecimal(text)
                .setScale(NANO_DIGITS, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .longValueExact();
    }
}
