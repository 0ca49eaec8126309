package io.candor.tenantservice.apikey;

import io.candor.platform.service.IdGenerator;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.plan.Plans;
import io.candor.tenantservice.scope.Scope;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues and revokes API keys. A secret is shown once; only its digest is stored. */
@Singleton
public class ApiKeyService {
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final Duration USE_PRECISION = Duration.ofMinutes(1);

    private final SecureRandom random = new SecureRandom();
    private final ApiKeyRepository keys;
    private final TenantService tenants;
    private final Plans plans;
    private final IdGenerator ids;
    private final Clock clock;

    ApiKeyService(ApiKeyRepository keys, TenantService tenants, Plans plans, IdGenerator ids, Clock clock) {
        this.keys = keys;
        this.tenants = tenants;
        this.plans = plans;
        this.ids = ids;
        this.clock = clock;
    }

    record Issued(ApiKey key, ApiKeySecret secret) {}

    /**
     * What a new key is to be.
     *
     * @param expiresAt when it ends by itself; null for never
     * @param requestsPerMinute how often it may be used, if that is less than the plan allows
     */
    record Wanted(
            String name,
            List<Scope> scopes,
            Environment environment,
            @Nullable Instant expiresAt,
            @Nullable Integer requestsPerMinute) {}

    /** Issues a key that may do no more than the caller. */
    @Transactional
    Issued issue(Wanted wanted) {
        var scopes = wanted.scopes();
        requireDistinct(scopes);
        var caller = TenantContext.current();
        for (var i = 0; i < scopes.size(); i++) {
            if (!caller.scopes().contains(scopes.get(i).value())) {
                throw notHeld(i, scopes.get(i));
            }
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var expiry = wanted.expiresAt();
        if (expiry != null && !expiry.isAfter(now)) {
            throw ProblemException.invalid("expires_at", "must be in the future");
        }
        requireRoom(now);
        var secret = ApiKeySecret.generate(wanted.environment(), random);
        var key = new ApiKey(
                ids.next(),
                wanted.name(),
                secret.prefix(),
                scopes,
                wanted.environment(),
                now,
                expiry == null ? null : expiry.truncatedTo(ChronoUnit.MICROS),
                wanted.requestsPerMinute(),
                null,
                null,
                null);
        if (!keys.insert(key, secret.sha256(), caller.subject())) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "api-key-name-taken",
                    "A key in force has this name",
                    List.of(new FieldError("name", "belongs to a key in force")),
                    null);
        }
        return new Issued(key, secret);
    }

    private void requireRoom(Instant now) {
        var plan = plans.get(tenants.current().plan());
        if (keys.countInForce(now) >= plan.apiKeys()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "plan-limit-reached",
                    "The plan " + plan.name() + " allows " + plan.apiKeys() + " keys in force");
        }
    }

    /**
     * Gives a key a new secret; the one until now works for {@code overlap} more.
     *
     * @throws ProblemException 409 {@code api-key-not-in-force} for a key that was revoked or has expired
     */
    @Transactional
    Issued rotate(UUID id, Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw ProblemException.invalid("overlap", "must be between PT0S and P30D");
        }
        var key = get(id);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (key.state(now) != ApiKey.State.ACTIVE) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "api-key-not-in-force", "The key was revoked or has expired");
        }
        var secret = ApiKeySecret.generate(key.environment(), random);
        keys.rotate(id, secret, now.plus(overlap));
        return new Issued(get(id), secret);
    }

    /** Notes, at most once a minute, that the key {@code id} of the bound tenant is in use. */
    @Transactional
    public void noteUse(UUID id) {
        var now = clock.instant();
        keys.noteUse(id, now, now.minus(USE_PRECISION));
    }

    @Transactional(readOnly = true)
    Page<ApiKey> list(PageRequest page) {
        var rows = keys.list(page.afterId().orElse(null), page.rows());
        return Page.of(rows, page, key -> key.id().toString());
    }

    @Transactional(readOnly = true)
    ApiKey get(UUID id) {
        return keys.find(id)
                .orElseThrow(() -> ProblemException.notFound("not-found", "There is no API key with this id"));
    }

    @Transactional
    void revoke(UUID id) {
        get(id);
        keys.revoke(id, clock.instant());
    }

    /** The key of this digest, of whichever tenant. */
    @Transactional(readOnly = true)
    public Optional<PresentedKey> findPresented(byte[] sha256) {
        return keys.findPresented(sha256);
    }

    private static void requireDistinct(List<Scope> scopes) {
        if (EnumSet.copyOf(scopes).size() != scopes.size()) {
            throw ProblemException.invalid("scopes", "must name each scope once");
        }
    }

    private static ProblemException notHeld(int index, Scope scope) {
        return new ProblemException(
                HttpStatus.FORBIDDEN,
                "scope-not-held",
                "You cannot give the scope " + scope + ", which you do not hold",
                List.of(new FieldError("scopes[" + index + "]", scope + " is not held by the caller")),
                null);
    }
}
