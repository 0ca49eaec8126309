package io.candor.assistantapp.textanalysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.crypto.Vault;
import io.candor.platform.web.PageRequest;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code analysis}; row-level security keeps it to the bound tenant.
 *
 * <p>Contents are sealed with the key of the person concerned or, where there is none, the tenant's. What no key opens any
 * more is not there.
 */
@Singleton
class AnalysisRepository {
    private static final String SELECT = "select id, sealed, content from analysis";

    private final JdbcOperations jdbc;
    private final Vault vault;
    private final ObjectMapper json;

    AnalysisRepository(JdbcOperations jdbc, Vault vault, ObjectMapper json) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.json = json;
    }

    void insert(Analysis analysis) {
        var sealed = seal(analysis);
        var sql = "insert into analysis (id, decision_id, sealed, sealed_by, created_at) values (?, ?, ?, ?, ?)";
        jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, analysis.id());
            statement.setObject(2, analysis.decisionId());
            statement.setBytes(3, sealed);
            statement.setObject(4, Vault.keyIdOf(sealed));
            statement.setTimestamp(5, Timestamp.from(analysis.createdAt()));
            return statement.executeUpdate();
        });
    }

    Optional<Analysis> find(UUID id) {
        return jdbc.prepareStatement(SELECT + " where id = ?", statement -> {
            statement.setObject(1, id);
            return read(statement).stream().findFirst();
        });
    }

    List<Analysis> page(PageRequest page) {
        var after = page.afterId();
        var sql = SELECT + " where (?::uuid is null or id < ?::uuid) order by id desc limit ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, after.orElse(null));
            statement.setObject(2, after.orElse(null));
            statement.setInt(3, page.rows());
            return read(statement);
        });
    }

    /** Seals analyses that lie there in clear from before; tells how many. */
    int sealClear(int limit) {
        var sql = SELECT + " where content is not null limit ? for update skip locked";
        List<Analysis> clear = jdbc.prepareStatement(sql, statement -> {
            statement.setInt(1, limit);
            return read(statement);
        });
        clear.forEach(this::replaceClear);
        return clear.size();
    }

    private void replaceClear(Analysis analysis) {
        var sealed = seal(analysis);
        var sql = "update analysis set sealed = ?, sealed_by = ?, content = null where id = ?";
        jdbc.prepareStatement(sql, statement -> {
            statement.setBytes(1, sealed);
            statement.setObject(2, Vault.keyIdOf(sealed));
            statement.setObject(3, analysis.id());
            return statement.executeUpdate();
        });
    }

    private List<Analysis> read(PreparedStatement statement) throws SQLException {
        record Row(UUID id, byte[] sealed, String clear) {}
        var found = new ArrayList<Row>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(new Row(rows.getObject(1, UUID.class), rows.getBytes(2), rows.getString(3)));
            }
        }
        var analyses = new ArrayList<Analysis>();
        for (var row : found) {
            if (row.clear() != null) {
                analyses.add(read(row.clear().getBytes(StandardCharsets.UTF_8)));
            } else {
                vault.open(row.sealed(), context(row.id())).map(this::read).ifPresent(analyses::add);
            }
        }
        return analyses;
    }

    private byte[] seal(Analysis analysis) {
        return vault.seal(analysis.subjectRef(), write(analysis), context(analysis.id()));
    }

    private static byte[] context(UUID id) {
        return ("analysis\n" + id).getBytes(StandardCharsets.UTF_8);
    }

    private Analysis read(byte[] content) {
        try {
            return json.readValue(content, Analysis.class);
        } catch (IOException e) {
            throw new IllegalStateException("A kept analysis cannot be read", e);
        }
    }

    private byte[] write(Analysis analysis) {
        try {
            return json.writeValueAsBytes(analysis);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An analysis cannot be written", e);
        }
    }
}
