package io.candor.gateway.routing;

import java.util.Locale;
import java.util.Set;

/**
 * A request's path as it stands on the wire.
 *
 * <p>It is compared and forwarded undecoded. So that no upstream can read it as another path than the one that was
 * checked, a path is canonical only if it means the same before and after decoding, dot removal (RFC 3986 section
 * 5.2.4), merging of slashes and cutting of path parameters.
 */
record RequestPath(String text) {
    private static final Set<String> RESERVED = Set.of("v1", "v2", "internal");
    private static final String ALLOWED_MARKS = "._~-!$&'()*+,=:@";
    private static final String NEVER_ESCAPED = "/\\.;%\u007f";
    private static final int ESCAPE_LENGTH = 3;

    /** The path of the request target {@code target}, in whichever form it came (RFC 9112 section 3.2). */
    static RequestPath ofTarget(String target) {
        var end = target.indexOf('?');
        var address = end < 0 ? target : target.substring(0, end);
        if (address.startsWith("/")) {
            return new RequestPath(address);
        }
        var authority = address.indexOf("://");
        var start = authority < 0 ? -1 : address.indexOf('/', authority + 3);
        return new RequestPath(start < 0 ? "" : address.substring(start));
    }

    /** Whether it can be read in one way only. */
    boolean isCanonical() {
        if (!text.startsWith("/")) {
            return false;
        }
        var segments = text.substring(1).split("/", -1);
        for (var index = 0; index < segments.length; index++) {
            var last = index == segments.length - 1;
            if (!(last && segments[index].isEmpty()) && !isCanonicalSegment(segments[index])) {
                return false;
            }
        }
        return true;
    }

    /** Whether it belongs to the API or to what is kept inside, in any letter case. */
    boolean isReserved() {
        var end = text.indexOf('/', 1);
        var first = end < 0 ? text.substring(1) : text.substring(1, end);
        return RESERVED.contains(first.toLowerCase(Locale.ROOT));
    }

    /** Whether it is {@code prefix} or lies below it. */
    boolean isUnder(String prefix) {
        return text.startsWith(prefix) && (text.length() == prefix.length() || text.charAt(prefix.length()) == '/');
    }

    private static boolean isCanonicalSegment(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            return false;
        }
        for (var index = 0; index < segment.length(); index++) {
            var character = segment.charAt(index);
            if (character == '%') {
                if (!isHarmlessEscape(segment, index)) {
                    return false;
                }
                index += ESCAPE_LENGTH - 1;
            } else if (!isAllowed(character)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmlessEscape(String segment, int index) {
        if (index + ESCAPE_LENGTH > segment.length()) {
            return false;
        }
        var high = Character.digit(segment.charAt(index + 1), 16);
        var low = Character.digit(segment.charAt(index + 2), 16);
        var decoded = (char) (16 * high + low);
        return high >= 0 && low >= 0 && decoded >= ' ' && NEVER_ESCAPED.indexOf(decoded) < 0;
    }

    private static boolean isAllowed(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || ALLOWED_MARKS.indexOf(character) >= 0;
    }
}
