package io.candor.assistantapp.textanalysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.web.PageRequest;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code analysis}; row-level security keeps it to the bound tenant. */
@Singleton
class AnalysisRepository {
    private final JdbcOperations jdbc;
    private final ObjectMapper json;

    AnalysisRepository(JdbcOperations jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(Analysis analysis) {
        var content = write(analysis);
        var sql = "insert into analysis (id, decision_id, content, created_at) values (?, ?, ?::jsonb, ?)";
        jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, analysis.id());
            statement.setObject(2, analysis.decisionId());
            statement.setString(3, content);
            statement.setTimestamp(4, Timestamp.from(analysis.createdAt()));
            return statement.executeUpdate();
        });
    }

    Optional<Analysis> find(UUID id) {
        return jdbc.prepareStatement("select content from analysis where id = ?", statement -> {
            statement.setObject(1, id);
            return read(statement).stream().findFirst();
        });
    }

    List<Analysis> page(PageRequest page) {
        var after = page.afterId();
        var sql = "select content from analysis where (?::uuid is null or id < ?::uuid) order by id desc limit ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, after.orElse(null));
            statement.setObject(2, after.orElse(null));
            statement.setInt(3, page.rows());
            return read(statement);
        });
    }

    private List<Analysis> read(PreparedStatement statement) throws SQLException {
        var analyses = new ArrayList<Analysis>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                analyses.add(read(rows.getString(1)));
            }
        }
        return analyses;
    }

    private Analysis read(String content) {
        try {
            return json.readValue(content, Analysis.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept analysis cannot be read", e);
        }
    }

    private String write(Analysis analysis) {
        try {
            return json.writeValueAsString(analysis);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An analysis cannot be written", e);
        }
    }
}
