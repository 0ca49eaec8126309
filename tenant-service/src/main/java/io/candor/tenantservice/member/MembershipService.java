package io.candor.tenantservice.member;

import io.candor.platform.tenancy.TenantContext;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** Finds the membership in which a person acts; a first sign-in accepts the invitation. */
@Singleton
public class MembershipService {
    private final MembershipRepository memberships;
    private final TransactionOperations<Connection> transactions;

    MembershipService(MembershipRepository memberships, TransactionOperations<Connection> transactions) {
        this.memberships = memberships;
        this.transactions = transactions;
    }

    /** The membership of the person in the chosen tenant or, without a choice, the earliest one. */
    public Optional<Membership> signIn(SignIn person) {
        return presentedTo(person).stream()
                .filter(presented ->
                        person.tenantId() == null || person.tenantId().equals(presented.tenantId()))
                .findFirst()
                .flatMap(presented ->
                        presented.bound() ? Optional.of(presented.membership()) : accept(presented, person.subject()));
    }

    /** Whether the person belongs to any tenant. */
    public boolean isAnywhere(String subject) {
        return presentedTo(new SignIn(subject, null, null)).stream().anyMatch(MembershipRepository.Presented::bound);
    }

    /** Whether the person belongs to the bound tenant. */
    public boolean isHere(String subject) {
        return transactions.executeRead(status -> memberships.find(subject)).isPresent();
    }

    /** The subjects of all people who belong to the bound tenant. */
    public List<String> subjects() {
        return transactions.executeRead(status -> memberships.subjects());
    }

    private List<MembershipRepository.Presented> presentedTo(SignIn person) {
        return transactions.executeRead(status -> memberships.presentedTo(person));
    }

    private Optional<Membership> accept(MembershipRepository.Presented invitation, String subject) {
        var caller = TenantContext.current();
        return TenantContext.ofService("tenant-service", invitation.tenantId(), caller.requestId())
                .call(() -> transactions.executeWrite(status -> {
                    memberships.accept(invitation.memberId(), subject);
                    return memberships.find(subject);
                }));
    }
}
