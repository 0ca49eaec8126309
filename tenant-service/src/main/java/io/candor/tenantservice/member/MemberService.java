package io.candor.tenantservice.member;

import io.candor.platform.service.IdGenerator;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.IdempotencyKeys;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.member.MemberController.InviteMemberRequest;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invites, changes and removes members; a tenant always keeps an owner. */
@Singleton
public class MemberService {
    private final MemberRepository members;
    private final TenantService tenants;
    private final Invitations invitations;
    private final IdempotencyKeys answers;
    private final IdGenerator ids;
    private final Clock clock;

    MemberService(
            MemberRepository members,
            TenantService tenants,
            Invitations invitations,
            IdempotencyKeys answers,
            IdGenerator ids,
            Clock clock) {
        this.members = members;
        this.tenants = tenants;
        this.invitations = invitations;
        this.answers = answers;
        this.ids = ids;
        this.clock = clock;
    }

    /** Invites a person; the same {@code idempotencyKey} gives the same answer. */
    Member invite(@Nullable String idempotencyKey, InviteMemberRequest request) {
        return answers.answer(
                idempotencyKey,
                "tenant.member",
                request,
                Member.class,
                () -> request.email().toLowerCase(Locale.ROOT),
                email -> insert(email, request.role()));
    }

    private Member insert(String email, Role role) {
        var tenant = tenants.current();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var member = new Member(ids.next(), email, role, MemberStatus.INVITED, now, now.plus(invitations.validFor()));
        if (!members.insert(member)) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "member-email-taken",
                    tenant.name() + " has a member with this e-mail address",
                    List.of(new FieldError("email", "belongs to a member of this tenant")),
                    null);
        }
        invitations.mail(tenant, member);
        return member;
    }

    /** Makes an open invitation valid anew and mails it once more. */
    @Transactional
    Member renewInvitation(UUID id) {
        var expires = clock.instant().truncatedTo(ChronoUnit.MICROS).plus(invitations.validFor());
        if (!members.renewInvitation(id, expires)) {
            get(id);
            throw new ProblemException(HttpStatus.CONFLICT, "member-active", "The invitation was accepted");
        }
        var member = get(id);
        invitations.mail(tenants.current(), member);
        return member;
    }

    /** Makes a person the owner of the bound tenant, which is new. */
    @Transactional
    public void enrolOwner(String email, String subject) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        members.insertOwner(ids.next(), email.toLowerCase(Locale.ROOT), subject, now);
    }

    @Transactional(readOnly = true)
    Page<Member> list(@Nullable MemberStatus status, PageRequest page) {
        var rows = members.list(status, page.afterId().orElse(null), page.rows());
        return Page.of(rows, page, member -> member.id().toString());
    }

    @Transactional(readOnly = true)
    Member get(UUID id) {
        return members.find(id).orElseThrow(MemberService::notFound);
    }

    @Transactional
    Member changeRole(UUID id, Role role) {
        if (role != Role.OWNER) {
            requireAnotherOwner(id);
        }
        if (!members.updateRole(id, role)) {
            throw notFound();
        }
        return get(id);
    }

    @Transactional
    void remove(UUID id) {
        requireAnotherOwner(id);
        if (!members.delete(id)) {
            throw notFound();
        }
    }

    private void requireAnotherOwner(UUID id) {
        if (members.lockOwners().equals(List.of(id))) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "last-owner", "A tenant needs an owner, and this is the last one");
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("not-found", "There is no member with this id");
    }
}
