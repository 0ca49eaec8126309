package io.candor.tenantservice.member;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The members of the bound tenant. */
@Singleton
class MemberRepository {
    private static final String SELECT = "select id, email, role, status, created_at from member ";

    private final JdbcOperations jdbc;

    MemberRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the tenant has a member with this address. */
    boolean insert(Member member) {
        var sql = "insert into member (id, email, role, status, created_at) values (?, ?, ?, ?, ?)"
                + " on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, member.id());
            statement.setString(2, member.email());
            statement.setString(3, member.role().value());
            statement.setString(4, member.status().value());
            statement.setTimestamp(5, Timestamp.from(member.createdAt()));
            return statement.executeUpdate() == 1;
        });
    }

    Optional<Member> find(UUID id) {
        return jdbc.prepareStatement(SELECT + "where id = ?", statement -> {
            statement.setObject(1, id);
            return members(statement).stream().findFirst();
        });
    }

    /** The newest first: the ids are ordered by time. */
    List<Member> list(@Nullable UUID after, int limit) {
        var sql = SELECT + "where ?::uuid is null or id < ?::uuid order by id desc limit ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, after);
            statement.setObject(2, after);
            statement.setInt(3, limit);
            return members(statement);
        });
    }

    /** The tenant's owners, locked in one order: of two changes at once the second sees what the first left. */
    List<UUID> lockOwners() {
        return jdbc.prepareStatement("select id from member where role = 'owner' order by id for update", statement -> {
            var ids = new ArrayList<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            return ids;
        });
    }

    boolean updateRole(UUID id, Role role) {
        return jdbc.prepareStatement("update member set role = ? where id = ?", statement -> {
            statement.setString(1, role.value());
            statement.setObject(2, id);
            return statement.executeUpdate() == 1;
        });
    }

    boolean delete(UUID id) {
        return jdbc.prepareStatement("delete from member where id = ?", statement -> {
            statement.setObject(1, id);
            return statement.executeUpdate() == 1;
        });
    }

    private static List<Member> members(PreparedStatement statement) throws SQLException {
        var members = new ArrayList<Member>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                members.add(member(rows));
            }
        }
        return members;
    }

    private static Member member(ResultSet rows) throws SQLException {
        return new Member(
                rows.getObject("id", UUID.class),
                rows.getString("email"),
                Role.of(rows.getString("role")),
                MemberStatus.of(rows.getString("status")),
                rows.getTimestamp("created_at").toInstant());
    }
}
