package io.candor.tenantservice.member;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Memberships as the person who signs in sees them, before a tenant is known. */
@Singleton
class MembershipRepository {
    private final JdbcOperations jdbc;

    MembershipRepository(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** A membership that belongs to the person, or an invitation that does not belong to anybody yet. */
    record Presented(UUID tenantId, UUID memberId, boolean bound, Role role) {
        Membership membership() {
            return new Membership(tenantId, role);
        }
    }

    /**
     * What shows itself to the person, in every tenant: own memberships, then invitations, each the earliest first.
     *
     * <p>The settings live as long as the transaction; the policies {@code presented_…} read them.
     */
    List<Presented> presentedTo(SignIn person) {
        present("candor.oidc_subject", person.subject());
        var email = person.verifiedEmail() == null ? "" : person.verifiedEmail();
        present("candor.verified_email", email);
        var sql = "select tenant_id, id, oidc_subject is not null as bound, role from member"
                + " where oidc_subject = ? or (oidc_subject is null and email = ?)"
                + " order by bound desc, created_at, id";
        return jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, person.subject());
            statement.setString(2, email);
            var presented = new ArrayList<Presented>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    presented.add(new Presented(
                            rows.getObject("tenant_id", UUID.class),
                            rows.getObject("id", UUID.class),
                            rows.getBoolean("bound"),
                            Role.of(rows.getString("role"))));
                }
            }
            return presented;
        });
    }

    /** Binds an invitation of the bound tenant to a person, unless somebody came first. */
    void accept(UUID memberId, String subject) {
        var sql = "update member set status = 'active', oidc_subject = ?, invitation_expires_at = null"
                + " where id = ? and oidc_subject is null"
                + " and (invitation_expires_at is null or invitation_expires_at > now())"
                + " and not exists (select from member bound where bound.oidc_subject = ?)";
        jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, subject);
            statement.setObject(2, memberId);
            statement.setString(3, subject);
            return statement.executeUpdate();
        });
    }

    /** The person's own membership in the bound tenant. */
    Optional<Membership> find(String subject) {
        return jdbc.prepareStatement("select tenant_id, role from member where oidc_subject = ?", statement -> {
            statement.setString(1, subject);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Membership(
                                rows.getObject("tenant_id", UUID.class), Role.of(rows.getString("role"))))
                        : Optional.empty();
            }
        });
    }

    /** The subjects of all people of the bound tenant. */
    List<String> subjects() {
        var sql = "select oidc_subject from member where tenant_id = current_tenant() and oidc_subject is not null";
        return jdbc.prepareStatement(sql, statement -> {
            var subjects = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    subjects.add(rows.getString(1));
                }
            }
            return subjects;
        });
    }

    private void present(String setting, String value) {
        jdbc.prepareStatement("select set_config(?, ?, true)", statement -> {
            statement.setString(1, setting);
            statement.setString(2, value);
            return statement.execute();
        });
    }
}
