package io.candor.tenantservice.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.crypto.Vault;
import io.candor.platform.decision.PlatformRecords;
import io.candor.platform.privacy.ExportPage;
import io.candor.platform.tenancy.TenantContext;
import io.candor.tenantservice.privacy.PrivacyRequest.State;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the steps of requests whose time has come; a service that is away is asked again until it answers. */
@Singleton
class PrivacyJob {
    private static final Logger LOG = LoggerFactory.getLogger(PrivacyJob.class);
    private static final int BATCH = 20;
    private static final Duration EXPORT_KEPT = Duration.ofDays(7);

    private final PrivacyRequestRepository requests;
    private final StepRepository steps;
    private final DataHolders holders;
    private final Vault vault;
    private final PlatformRecords records;
    private final TransactionOperations<Connection> transactions;
    private final ObjectMapper json;
    private final Clock clock;

    PrivacyJob(
            PrivacyRequestRepository requests,
            StepRepository steps,
            DataHolders holders,
            Vault vault,
            PlatformRecords records,
            TransactionOperations<Connection> transactions,
            ObjectMapper json,
            Clock clock) {
        this.requests = requests;
        this.steps = steps;
        this.holders = holders;
        this.vault = vault;
        this.records = records;
        this.transactions = transactions;
        this.json = json;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = "${candor.privacy.every:1s}", initialDelay = "${candor.privacy.every:1s}")
    void run() {
        for (var step : steps.take(clock.instant(), BATCH)) {
            TenantContext.ofService(
                            "tenant-service", step.tenantId(), step.requestId().toString())
                    .run(() -> attempt(step));
        }
    }

    /** Ends exports whose time is over, with what they hold. */
    @Scheduled(fixedDelay = "1h", initialDelay = "1m")
    void expire() {
        var now = clock.instant();
        for (var tenant : steps.tenantsWithExportsOlderThan(now)) {
            TenantContext.ofService("tenant-service", tenant, "export-expiry")
                    .run(() -> transactions.executeWrite(status -> {
                        requests.expireOlderThan(now);
                        return steps.deleteChunksOfExpired();
                    }));
        }
    }

    private void attempt(Step step) {
        try {
            perform(step);
        } catch (RuntimeException e) {
            // A job is a process boundary: the step is tried again, and what it did already does not matter.
            LOG.warn(
                    "Step {} of privacy request {} is tried again later: {}",
                    step.service(),
                    step.requestId(),
                    e.getClass().getSimpleName());
            transactions.executeWrite(status -> {
                steps.postpone(step, clock.instant());
                return true;
            });
        }
    }

    private void perform(Step step) {
        var request = transactions.executeWrite(status -> {
            requests.move(step.requestId(), State.SCHEDULED, State.RUNNING);
            return requests.find(step.requestId()).orElseThrow();
        });
        if (request.state() != State.RUNNING) {
            return;
        }
        switch (request.kind()) {
            case EXPORT_SUBJECT, EXPORT_TENANT -> export(step, subjectOf(request.id()));
            case ERASE_SUBJECT -> {
                var subject = subjectOf(request.id());
                if (subject != null) {
                    holders.holder(step.service()).eraseSubject(subject);
                }
                finish(step, request);
            }
            case DELETE_TENANT -> endTenant(step, request);
        }
        if (request.kind().isExport()) {
            finish(step, request);
        }
    }

    private void export(Step step, @Nullable String subject) {
        var holder = holders.holder(step.service());
        var place = transactions.executeRead(status -> steps.place(step));
        var pseudonyms = transactions.executeRead(status -> steps.pseudonyms(step.requestId()));
        var pages = place.pages();
        var cursor = place.cursor();
        while (pages == 0 || cursor != null) {
            var page = holder.export(subject, pseudonyms, cursor);
            keep(step, subject, pages, page);
            pages++;
            cursor = page.next();
        }
    }

    private void keep(Step step, @Nullable String subject, int number, ExportPage page) {
        transactions.executeWrite(status -> {
            var sealed =
                    vault.seal(subject, write(page), ExportArchive.context(step.requestId(), step.service(), number));
            steps.insertChunk(step, number, sealed, Vault.keyIdOf(sealed));
            steps.advance(step, page);
            return true;
        });
    }

    private void endTenant(Step step, PrivacyRequest request) {
        if (!holders.holder(step.service()).eraseTenant()) {
            // There is more of it, or leaves of the log that wait for their place.
            transactions.executeWrite(status -> {
                steps.takeUpAgain(step, clock.instant());
                return true;
            });
            return;
        }
        if (step.service().equals(OwnSchema.NAME)) {
            LOG.info("Tenant {} is deleted", step.tenantId());
        } else {
            finish(step, request);
        }
    }

    private void finish(Step step, PrivacyRequest request) {
        transactions.executeWrite(status -> {
            steps.finish(step);
            var done = steps.progress(request.id()).stream().allMatch(PrivacyRequest.Progress::done);
            return done && complete(request);
        });
    }

    private boolean complete(PrivacyRequest request) {
        var now = clock.instant();
        if (!requests.complete(request.id(), now, request.kind().isExport() ? now.plus(EXPORT_KEPT) : null)) {
            return false;
        }
        if (request.kind() == RequestKind.ERASE_SUBJECT && request.subjectDigest() != null) {
            requests.expireExportsWith(request.subjectDigest());
            steps.deleteChunksOfExpired();
            records.record(
                    "subject-erasure",
                    json.createObjectNode()
                            .put("request_id", request.id().toString())
                            .put("requested_by", request.requestedBy())
                            .put("subject_digest", "hmac-sha256:" + request.subjectDigest()));
        }
        return true;
    }

    private @Nullable String subjectOf(UUID request) {
        return transactions.executeRead(status -> {
            var sealed = requests.sealedSubject(request);
            return sealed == null
                    ? null
                    : vault.open(sealed, PrivacyService.subjectContext(request))
                            .map(plain -> new String(plain, StandardCharsets.UTF_8))
                            .orElseThrow();
        });
    }

    private byte[] write(ExportPage page) {
        try {
            return json.writeValueAsBytes(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An export cannot be written", e);
        }
    }
}
