package io.candor.platform.decision;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A double as ECMAScript's Number::toString writes it (RFC 8785 section 3.2.2.3). */
final class EcmaScriptNumber {
    private EcmaScriptNumber() {}

    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        var shortest = shortest(Math.abs(value));
        var sign = value < 0 ? "-" : "";
        return sign + layout(shortest.unscaledValue().toString(), shortest.precision() - shortest.scale());
    }

    /** The fewest digits that read back as the same double, and of those the nearest. */
    private static BigDecimal shortest(double value) {
        var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (decimal.precision() == 2) {
            // Double.toString never looks for one digit: it writes 4.9E-324 where ECMAScript writes 5e-324.
            for (var rounding : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP}) {
                var oneDigit = decimal.round(new MathContext(1, rounding)).stripTrailingZeros();
                if (oneDigit.doubleValue() == value) {
                    return oneDigit;
                }
            }
        }
        return decimal;
    }

    /** The digits, with the decimal point {@code point} places from their left end. */
    private static String layout(String digits, int point) {
        var count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + '.' + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        var exponent = point - 1;
        var fraction = count == 1 ? "" : '.' + digits.substring(1);
        return digits.charAt(0) + fraction + 'e' + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
