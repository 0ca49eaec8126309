package io.candor.tenantservice.member;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The members of the bound tenant. */
@Singleton
class MemberRepository {
    private static final String SELECT =
            "select id, email, role, status, created_at, invitation_expires_at from member ";

    private final JdbcOperations jdbc;

    MemberRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the tenant has a member with this address. */
    boolean insert(Member member) {
        var sql = "insert into member (id, email, role, status, created_at, invitation_expires_at)"
                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, member.id());
            statement.setString(2, member.email());
            statement.setString(3, member.role().value());
            statement.setString(4, member.status().value());
            statement.setTimestamp(5, Timestamp.from(member.createdAt()));
            statement.setTimestamp(
                    6, member.invitationExpiresAt() == null ? null : Timestamp.from(member.invitationExpiresAt()));
            return statement.executeUpdate() == 1;
        });
    }

    Optional<Member> find(UUID id) {
        return jdbc.prepareStatement(SELECT + "where id = ?", statement -> {
            statement.setObject(1, id);
            return members(statement).stream().findFirst();
        });
    }

    /** Makes a person the owner of the bound tenant, which is new. */
    void insertOwner(UUID id, String email, String subject, Instant now) {
        var sql = "insert into member (id, email, role, status, oidc_subject, created_at)"
                + " values (?, ?, 'owner', 'active', ?, ?)";
        jdbc.prepareStatement(sql, statement -> {
            statement.setObject(1, id);
            statement.setString(2, email);
            statement.setString(3, subject);
            statement.setTimestamp(4, Timestamp.from(now));
            return statement.executeUpdate();
        });
    }

    /** Makes an open invitation valid until {@code expires}; false when it was accepted. */
    boolean renewInvitation(UUID id, Instant expires) {
        var sql = "update member set invitation_expires_at = ? where id = ? and status = 'invited'";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(expires));
            statement.setObject(2, id);
            return statement.executeUpdate() == 1;
        });
    }

    /** The newest first, of one status or of all: the ids are ordered by time. */
    List<Member> list(@Nullable MemberStatus status, @Nullable UUID after, int limit) {
        var sql = SELECT + "where (?::text is null or status = ?) and (?::uuid is null or id < ?::uuid)"
                + " order by id desc limit ?";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, status == null ? null : status.value());
            statement.setString(2, status == null ? null : status.value());
            statement.setObject(3, after);
            statement.setObject(4, after);
            statement.setInt(5, limit);
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
                rows.getTimestamp("created_at").toInstant(),
                instant(rows.getTimestamp("invitation_expires_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
