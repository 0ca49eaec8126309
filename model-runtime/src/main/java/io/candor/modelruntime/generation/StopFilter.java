package io.candor.modelruntime.generation;

import java.util.List;

/**
 * Ends a text at the first stop text, of which nothing is let through. What may yet become one is held back. The text
 * ends where a stop text is complete first, so that the pieces it comes in make no difference.
 */
public final class StopFilter {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    /** Empty texts are no stop texts. */
    public StopFilter(List<String> stops) {
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    }

    /** Whether a stop text has come; after it nothing is let through. */
    public boolean isStopped() {
        return stopped;
    }

    /** Takes the next piece and gives what may be let through. */
    public String add(String piece) {
        var through = new StringBuilder();
        for (var i = 0; i < piece.length() && !stopped; i++) {
            held.append(piece.charAt(i));
            var stop = longestAtEnd();
            if (stop > 0) {
                stopped = true;
                through.append(held, 0, held.length() - stop);
                held.setLength(0);
            } else {
                release(through);
            }
        }
        return through.toString();
    }

    /** What was held back, when no more text comes. */
    public String end() {
        var rest = held.toString();
        held.setLength(0);
        return rest;
    }

    private int longestAtEnd() {
        var longest = 0;
        for (var stop : stops) {
            if (stop.length() > longest && endsWith(stop)) {
                longest = stop.length();
            }
        }
        return longest;
    }

    private boolean endsWith(String stop) {
        return held.length() >= stop.length()
                && held.indexOf(stop, held.length() - stop.length()) == held.length() - stop.length();
    }

    /** Lets through what no stop text can begin in, whole characters only. */
    private void release(StringBuilder through) {
        var from = 0;
        while (from < held.length() && !mayBegin(from)) {
            from++;
        }
        if (from > 0 && Character.isHighSurrogate(held.charAt(from - 1))) {
            from--;
        }
        through.append(held, 0, from);
        held.delete(0, from);
    }

    private boolean mayBegin(int from) {
        var tail = held.substring(from);
        return stops.stream().anyMatch(stop -> stop.startsWith(tail));
    }
}
