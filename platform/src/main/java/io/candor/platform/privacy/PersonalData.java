package io.candor.platform.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is particular about a table that holds personal data; a bean each. */
public interface PersonalData {
    /** The table, in the service's own schema. */
    String table();

    /** A row as it is exported: opened where it lies sealed, and without what is of no use outside. */
    default Optional<ObjectNode> readable(ObjectNode row) {
        return Optional.of(row);
    }

    /**
     * The SQL condition that picks the rows about a person, with one parameter: the pseudonyms ({@code text[]}) by which
     * decision records name them. Null for a table whose {@code sealed_by} says it.
     */
    default @Nullable String conditionOfSubject() {
        return null;
    }

    /** Blanks the bound tenant's rows where a kept table refers to them; false if that is not foreseen. */
    default boolean blankTenant(Connection connection) throws SQLException {
        return false;
    }

    /**
     * Erases the bound tenant's rows in another way than by deleting them.
     *
     * @return how many rows are still there and wait for a later call, or nothing for the ordinary way
     */
    default Optional<Long> eraseTenant(Connection connection) throws SQLException {
        return Optional.empty();
    }
}
