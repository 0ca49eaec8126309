package io.candor.tenantservice.signup;

import io.candor.platform.service.IdGenerator;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.member.MemberService;
import io.candor.tenantservice.member.MembershipService;
import io.candor.tenantservice.tenant.Tenant;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.UUID;

/** Founds a tenant on the free plan with the caller as its owner; a person founds one only while it belongs to none. */
@Singleton
class SignUpService {
    private static final String PERSON = "user:";
    private static final String FREE = "free";
    private static final int TRIES = 5;

    private final TenantService tenants;
    private final MemberService members;
    private final MembershipService memberships;
    private final TransactionOperations<Connection> transactions;
    private final JdbcOperations jdbc;
    private final IdGenerator ids;

    SignUpService(
            TenantService tenants,
            MemberService members,
            MembershipService memberships,
            TransactionOperations<Connection> transactions,
            JdbcOperations jdbc,
            IdGenerator ids) {
        this.tenants = tenants;
        this.members = members;
        this.memberships = memberships;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /**
     * Founds a tenant.
     *
     * @throws ProblemException 409 {@code already-member} when the person belongs to a tenant
     */
    Tenant signUp(String name, String verifiedEmail) {
        var slug = Slug.of(name);
        for (var attempt = 1; ; attempt++) {
            try {
                return found(name, attempt == 1 ? slug : slug.withSuffix(ids.next()), verifiedEmail);
            } catch (ProblemException e) {
                if (!e.slug().equals("slug-taken") || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Tenant found(String name, Slug slug, String email) {
        var id = ids.next();
        var caller = TenantContext.current();
        var subject = caller.subject().substring(PERSON.length());
        var bound = new TenantContext(id, caller.subject(), caller.scopes(), "", caller.requestId());
        return bound.call(() -> transactions.executeWrite(status -> {
            requireNoMembership(subject);
            var tenant = tenants.create(name, slug.text(), FREE, id);
            members.enrolOwner(email, subject);
            return tenant;
        }));
    }

    /** Of two sign-ups of one person at once, the second waits and sees what the first left. */
    private void requireNoMembership(String subject) {
        jdbc.prepareStatement("select pg_advisory_xact_lock(hashtextextended('sign-up ' || ?, 0))", statement -> {
            statement.setString(1, subject);
            return statement.execute();
        });
        if (memberships.isAnywhere(subject)) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "already-member", "You belong to a tenant; ask Candor for a second one");
        }
    }

    /** The part of a tenant's name that can stand in an address. */
    record Slug(String text) {
        private static final int LONGEST = 48;

        static Slug of(String name) {
            var ascii = java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFKD)
                    .replaceAll("\\p{M}+", "")
                    .toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^a-z0-9]+", "-")
                    .replaceAll("^-+|-+$", "");
            var cut = ascii.length() <= LONGEST
                    ? ascii
                    : ascii.substring(0, LONGEST).replaceAll("-+$", "");
            return new Slug(cut.isEmpty() ? "tenant" : cut);
        }

        /** This one with the last digits of {@code id}, which are random. */
        Slug withSuffix(UUID id) {
            var digits = id.toString();
            return new Slug(text + "-" + digits.substring(digits.length() - 6));
        }
    }
}
