package io.candor.tenantservice.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.crypto.Vault;
import io.candor.platform.decision.PlatformRecords;
import io.candor.platform.service.IdGenerator;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.privacy.PrivacyRequest.State;
import io.candor.tenantservice.tenant.TenantService;
import io.candor.tenantservice.tenant.TenantStatus;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes requests about data; the job does them. */
@Singleton
class PrivacyService {
    private static final int LONGEST_GRACE = 90;
    private static final int USUAL_GRACE = 30;

    private final PrivacyRequestRepository requests;
    private final StepRepository steps;
    private final DataHolders holders;
    private final TenantService tenants;
    private final Vault vault;
    private final PlatformRecords records;
    private final TransactionOperations<Connection> transactions;
    private final ObjectMapper json;
    private final IdGenerator ids;
    private final Clock clock;
    private final int shortestGrace;

    PrivacyService(
            PrivacyRequestRepository requests,
            StepRepository steps,
            DataHolders holders,
            TenantService tenants,
            Vault vault,
            PlatformRecords records,
            TransactionOperations<Connection> transactions,
            ObjectMapper json,
            IdGenerator ids,
            Clock clock,
            @Value("${candor.privacy.shortest-grace-days}") int shortestGrace) {
        this.requests = requests;
        this.steps = steps;
        this.holders = holders;
        this.tenants = tenants;
        this.vault = vault;
        this.records = records;
        this.transactions = transactions;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
        this.shortestGrace = shortestGrace;
    }

    PrivacyRequest create(RequestKind kind, @Nullable String subjectRef) {
        if (kind == RequestKind.DELETE_TENANT) {
            throw ProblemException.invalid("kind", "must be export-subject, erase-subject or export-tenant");
        }
        if (kind.isAboutSubject() == (subjectRef == null)) {
            throw ProblemException.invalid(
                    "subject_ref",
                    kind.isAboutSubject() ? "must name the person" : "must not be given for " + kind.value());
        }
        return transactions.executeWrite(status -> insert(kind, subjectRef, now()));
    }

    PrivacyRequest get(UUID id) {
        return transactions.executeRead(status -> withSteps(requests.find(id).orElseThrow(() -> unknown(id))));
    }

    Page<PrivacyRequest> list(PageRequest page) {
        return transactions.executeRead(status -> Page.of(
                requests.page(page).stream().map(this::withSteps).toList(),
                page,
                request -> request.id().toString()));
    }

    /** Schedules the end of the tenant; until then it can do nothing but export, pay, and change its mind. */
    PrivacyRequest scheduleDeletion(@Nullable Integer graceDays) {
        requirePerson();
        var days = graceDays == null ? Math.max(USUAL_GRACE, shortestGrace) : graceDays;
        if (days < shortestGrace || days > LONGEST_GRACE) {
            throw ProblemException.invalid("grace_days", "must be between " + shortestGrace + " and " + LONGEST_GRACE);
        }
        return transactions.executeWrite(status -> {
            var request = insert(RequestKind.DELETE_TENANT, null, now().plus(Duration.ofDays(days)));
            tenants.changeStatus(TenantContext.current().requireTenant(), TenantStatus.DELETING);
            records.record(
                    "tenant-deletion-scheduled",
                    json.createObjectNode()
                            .put("request_id", request.id().toString())
                            .put("due_at", request.dueAt().toString()));
            return request;
        });
    }

    PrivacyRequest deletion() {
        return transactions.executeRead(
                status -> withSteps(requests.deletion().orElseThrow(PrivacyService::noDeletion)));
    }

    void cancelDeletion() {
        requirePerson();
        transactions.executeWrite(status -> {
            var request = requests.deletion().orElseThrow(PrivacyService::noDeletion);
            if (!requests.move(request.id(), State.SCHEDULED, State.CANCELLED)) {
                throw new ProblemException(
                        HttpStatus.CONFLICT, "deletion-under-way", "The deletion has begun and cannot be cancelled");
            }
            tenants.changeStatus(TenantContext.current().requireTenant(), TenantStatus.ACTIVE);
            return records.record(
                    "tenant-deletion-cancelled",
                    json.createObjectNode().put("request_id", request.id().toString()));
        });
    }

    private PrivacyRequest insert(RequestKind kind, @Nullable String subjectRef, Instant due) {
        var id = ids.next();
        var request = new PrivacyRequest(
                id,
                kind,
                State.SCHEDULED,
                subjectRef == null ? null : vault.indexOf("subject " + subjectRef),
                TenantContext.current().subject(),
                now(),
                due,
                null,
                null,
                List.of());
        var sealed = subjectRef == null
                ? null
                : vault.seal(null, subjectRef.getBytes(StandardCharsets.UTF_8), subjectContext(id));
        if (!requests.insert(request, sealed)) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "deletion-already-scheduled", "The tenant's deletion is scheduled already");
        }
        holders.plan(kind).forEach(step -> steps.insert(id, step.service(), step.phase(), due));
        return withSteps(request);
    }

    static byte[] subjectContext(UUID request) {
        return ("privacy_request\n" + request).getBytes(StandardCharsets.UTF_8);
    }

    private PrivacyRequest withSteps(PrivacyRequest request) {
        return request.with(steps.progress(request.id()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void requirePerson() {
        var subject = TenantContext.current().subject();
        if (subject.startsWith("key:") || subject.startsWith("service-account:")) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "person-required", "Only an owner who is signed in may end the tenant");
        }
    }

    private static ProblemException unknown(UUID id) {
        return ProblemException.notFound("privacy-request-not-found", "There is no privacy request " + id);
    }

    private static ProblemException noDeletion() {
        return ProblemException.notFound("deletion-not-scheduled", "No deletion of the tenant is scheduled");
    }
}
