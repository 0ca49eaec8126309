package io.candor.platform.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.platform.crypto.Vault;
import io.candor.platform.decision.SubjectKeys;
import io.candor.platform.web.ProblemException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Shows, page by page, what the service holds of the bound tenant or of one person; the tables' keys mark the place. */
@Singleton
@Requires(beans = DataSource.class)
public class DataExport {
    private static final int PAGE = 200;

    private final TenantTables tables;
    private final PrivacyConfig config;
    private final Map<String, PersonalData> particular;
    private final Vault vault;
    private final SubjectKeys subjectKeys;
    private final TransactionOperations<Connection> transactions;
    private final ObjectMapper json;

    DataExport(
            TenantTables tables,
            PrivacyConfig config,
            Collection<PersonalData> particular,
            Vault vault,
            SubjectKeys subjectKeys,
            TransactionOperations<Connection> transactions,
            ObjectMapper json) {
        this.tables = tables;
        this.config = config;
        this.particular = particular.stream().collect(Collectors.toMap(PersonalData::table, Function.identity()));
        this.vault = vault;
        this.subjectKeys = subjectKeys;
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * A page of it.
     *
     * @param subjectRef the person, or null for all of the tenant
     * @param pseudonyms what the decision records of other services name the person by
     * @param cursor where the page starts; null for the first
     */
    public ExportPage page(@Nullable String subjectRef, List<String> pseudonyms, @Nullable String cursor) {
        return transactions.executeRead(status -> page(status.getConnection(), subjectRef, pseudonyms, cursor));
    }

    private ExportPage page(
            Connection connection, @Nullable String subjectRef, List<String> pseudonyms, @Nullable String cursor)
            throws SQLException {
        var key = subjectRef == null ? null : vault.keyIdOf(subjectRef).orElse(null);
        var exported = tables.all(connection).stream()
                .filter(table -> config.isExported(table.name()))
                .filter(table -> subjectRef == null || condition(table) != null)
                .toList();
        var place = Place.parse(cursor, json);
        var rows = new ArrayList<ExportPage.Row>();
        String next = null;
        for (var table : exported) {
            var order = table.name().compareTo(place.table());
            if (order < 0) {
                continue;
            }
            var after = order == 0 ? place.after() : List.<String>of();
            var found = rows(connection, table, subjectRef != null, key, pseudonyms, after);
            found.forEach(row ->
                    readable(table, row).ifPresent(shown -> rows.add(new ExportPage.Row(table.name(), shown))));
            if (found.size() == PAGE) {
                next = Place.after(table, found.getLast()).text(json);
                break;
            }
            if (rows.size() >= PAGE && table != exported.getLast()) {
                next = new Place(exported.get(exported.indexOf(table) + 1).name(), List.of()).text(json);
                break;
            }
        }
        var pseudonym = subjectRef == null
                ? null
                : subjectKeys.findPseudonymOf(subjectRef).orElse(null);
        var digestKey =
                vault.findSaltOf(subjectRef).map(HexFormat.of()::formatHex).orElse(null);
        return new ExportPage(rows, pseudonym, digestKey, next);
    }

    private @Nullable String condition(TenantTable table) {
        var own = particular.get(table.name());
        var condition = own == null ? null : own.conditionOfSubject();
        return condition != null ? condition : table.sealed() ? "sealed_by = ?" : null;
    }

    private Optional<ObjectNode> readable(TenantTable table, ObjectNode row) {
        var own = particular.get(table.name());
        return own == null ? Optional.of(row) : own.readable(row);
    }

    private List<ObjectNode> rows(
            Connection connection,
            TenantTable table,
            boolean ofSubject,
            @Nullable UUID key,
            List<String> pseudonyms,
            List<String> after)
            throws SQLException {
        var columns = table.key().stream().map(TenantTable.Column::name).collect(Collectors.joining(", "));
        var sql = new StringBuilder("select to_jsonb(t) from ")
                .append(table.name())
                .append(" t where true");
        var condition = condition(table);
        if (ofSubject) {
            sql.append(" and ").append(condition);
        }
        if (!after.isEmpty()) {
            sql.append(" and (").append(columns).append(") > (");
            sql.append(table.key().stream().map(column -> "?::" + column.type()).collect(Collectors.joining(", ")));
            sql.append(')');
        }
        sql.append(columns.isEmpty() ? "" : " order by " + columns)
                .append(" limit ")
                .append(PAGE);
        try (var statement = connection.prepareStatement(sql.toString())) {
            var parameter = 0;
            if (ofSubject && "sealed_by = ?".equals(condition)) {
                statement.setObject(++parameter, key);
            } else if (ofSubject) {
                statement.setArray(++parameter, connection.createArrayOf("text", pseudonyms.toArray()));
            }
            for (var value : after) {
                statement.setString(++parameter, value);
            }
            var found = new ArrayList<ObjectNode>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add((ObjectNode) json.readTree(rows.getString(1)));
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("PostgreSQL wrote no JSON", e);
            }
            return found;
        }
    }

    /** Where a page starts: in a table, after a row. */
    private record Place(String table, List<String> after) {
        static Place after(TenantTable table, JsonNode row) {
            return new Place(
                    table.name(),
                    table.key().stream()
                            .map(column -> row.path(column.name()).asText())
                            .toList());
        }

        String text(ObjectMapper json) {
            try {
                return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(json.writeValueAsBytes(List.of(table, after)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        static Place parse(@Nullable String cursor, ObjectMapper json) {
            if (cursor == null) {
                return new Place("", List.of());
            }
            try {
                var read = json.readTree(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
                var after = new ArrayList<String>();
                read.path(1).forEach(value -> after.add(value.asText()));
                return new Place(read.path(0).asText(), after);
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw ProblemException.invalid("cursor", "is not one that a page named");
            }
        }
    }
}
