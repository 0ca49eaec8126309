package io.candor.gateway.allowance;

import io.candor.gateway.authentication.Credential;
import io.candor.gateway.entitlement.MeteredUse;
import io.candor.gateway.entitlement.Operation;
import io.candor.platform.service.IdGenerator;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Lets billable calls through while budgets and quotas allow it, and notes how they end. */
@Singleton
public class CallService {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final IdGenerator ids;
    private final Clock clock;
    private final AllowanceConfig config;
    private final GroupCommit<RequestedCall, Ruling> admissions;
    private final GroupCommit<FinishedCall, @Nullable Void> endings;

    CallService(AllowanceDatabase database, AllowanceConfig config, IdGenerator ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
        this.config = config;
        this.admissions = new GroupCommit<>(
                "admissions",
                database,
                (connection, calls) ->
                        Ruling.decide(connection, calls, clock.instant(), month().atDay(1), config.lease()));
        this.endings = new GroupCommit<>("endings", database, FinishedCall::write);
    }

    @PreDestroy
    void stop() {
        admissions.close();
        endings.close();
    }

    /**
     * Logs a call of {@code operation} and reserves what it may use. A call that would fit but for the calls under way
     * waits until they have settled; one that repeats another by its idempotency key is that one.
     *
     * @param contentLength the length of the request's body in bytes, if it was told
     * @param idempotencyKey by which a retry is known, if it has one
     * @throws ProblemException 402 {@code budget-exceeded}, 411 {@code length-required}, 429 {@code quota-exceeded}, 503
     *     {@code allowance-unavailable} or {@code allowance-reserved}
     */
    public AdmittedCall admit(
            Credential caller, Operation operation, OptionalLong contentLength, @Nullable String idempotencyKey) {
        var uses = operation.uses().stream()
                .map(use -> new RequestedCall.Use(use.meter(), bound(use, contentLength)))
                .toList();
        var call = new RequestedCall(ids.next(), caller, operation.name(), uses, idempotencyKey);
        var deadline = System.nanoTime() + config.patience().toNanos();
        var pause = FIRST_PAUSE;
        while (true) {
            var ruling = decide(call);
            switch (ruling.verdict()) {
                case ADMITTED -> {
                    return new AdmittedCall(ruling.id(), call.tenant(), ruling.repeated());
                }
                case TENANT_BUDGET_EXCEEDED -> throw overBudget("The tenant's budget for this month is used up");
                case KEY_BUDGET_EXCEEDED -> throw overBudget("This key's budget for this month is used up");
                case QUOTA_EXCEEDED -> throw overQuota();
                case WAIT -> {
                    if (System.nanoTime() - deadline > 0) {
                        throw unavailable("allowance-reserved", "What is left is reserved by calls under way");
                    }
                    pause(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        }
    }

    /** Notes that {@code call} was answered with {@code status}; {@code unused} sets its reservation free at once. */
    public void finish(AdmittedCall call, int status, boolean unused) {
        var unwaited = endings.submit(new FinishedCall(call, status, unused && !call.repeated()));
    }

    private static long bound(MeteredUse use, OptionalLong contentLength) {
        if (use.isBoundByLength() && contentLength.isEmpty()) {
            throw new ProblemException(
                    HttpStatus.LENGTH_REQUIRED,
                    "length-required",
                    "What this call may cost follows from its length: send Content-Length");
        }
        return use.bound(contentLength.orElse(0));
    }

    private Ruling decide(RequestedCall call) {
        try {
            return admissions.submit(call).get();
        } catch (ExecutionException e) {
            throw unavailable("allowance-unavailable", "Calls cannot be counted now, and no call goes uncounted");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("allowance-unavailable", "Shutting down");
        }
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("allowance-unavailable", "Shutting down");
        }
    }

    private YearMonth month() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    }

    private static ProblemException overBudget(String detail) {
        return new ProblemException(HttpStatus.PAYMENT_REQUIRED, "budget-exceeded", detail);
    }

    private ProblemException overQuota() {
        var next = month().plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return new ProblemException(
                HttpStatus.TOO_MANY_REQUESTS,
                "quota-exceeded",
                "The plan's quota for this month is used up",
                List.of(),
                Duration.between(clock.instant(), next));
    }

    private static ProblemException unavailable(String slug, String detail) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, slug, detail, List.of(), SOON);
    }
}
