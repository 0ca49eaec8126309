package io.candor.platform.web;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which page is asked for.
 *
 * @param limit how many items, 1 to 100
 * @param position what the cursor holds, or null for the first page
 */
public record PageRequest(int limit, @Nullable String position) {
    private static final int MAXIMUM = 100;
    private static final int USUAL = 20;

    /**
     * Reads the query parameters {@code limit} and {@code cursor}.
     *
     * @throws ProblemException 400 naming the parameter that is wrong
     */
    public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
        if (limit != null && (limit < 1 || limit > MAXIMUM)) {
            throw ProblemException.invalid("limit", "must be between 1 and " + MAXIMUM);
        }
        return new PageRequest(limit == null ? USUAL : limit, cursor == null ? null : Cursor.decode(cursor));
    }

    /** How many rows to read: one more than asked for tells whether there are more. */
    public int rows() {
        return limit + 1;
    }

    /**
     * The id that the cursor holds, for lists in the order of their ids.
     *
     * @throws ProblemException 400 when it holds none
     */
    public Optional<UUID> afterId() {
        try {
            return after().map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("cursor", "is not one that this list gave");
        }
    }

    /** What the cursor holds. */
    public Optional<String> after() {
        return Optional.ofNullable(position);
    }
}
