package io.candor.gateway.entitlement;

/**
 * What one call of an operation uses up at most.
 *
 * @param meter the meter
 * @param atMost units; 0 when the length of the request's body in bytes is the bound
 */
public record MeteredUse(String meter, long atMost) {
    private static final String CONTENT_LENGTH = "content-length";

    static MeteredUse of(String meter, String atMost) {
        var units = atMost.equals(CONTENT_LENGTH) ? 0 : Long.parseLong(atMost);
        if (units <= 0 && !atMost.equals(CONTENT_LENGTH)) {
            throw new IllegalArgumentException(meter + " has the bound " + atMost);
        }
        return new MeteredUse(meter, units);
    }

    /** Whether the body's length must be known. */
    public boolean isBoundByLength() {
        return atMost == 0;
    }

    /** The bound for a body of {@code contentLength} bytes. */
    public long bound(long contentLength) {
        return isBoundByLength() ? contentLength : atMost;
    }
}
