package io.candor.tenantservice.apikey;

import io.candor.platform.service.IdGenerator;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.FieldError;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.scope.Scope;
import io.candor.tenantservice.tenant.TenantService;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Issues and revokes API keys. A secret is shown once; only its digest is stored. */
@Singleton
public class ApiKeyService {
    private final SecureRandom random = new SecureRandom();
    private final ApiKeyRepository keys;
    private final TenantService tenants;
    private final IdGenerator ids;
    private final Clock clock;

    ApiKeyService(ApiKeyRepository keys, TenantService tenants, IdGenerator ids, Clock clock) {
        this.keys = keys;
        this.tenants = tenants;
        this.ids = ids;
        this.clock = clock;
    }

    record Issued(ApiKey key, ApiKeySecret secret) {}

    /** Issues a key that may do no more than the caller. */
    @Transactional
    Issued issue(String name, List<Scope> scopes, Environment environment) {
        requireDistinct(scopes);
        var caller = TenantContext.current();
        for (var i = 0; i < scopes.size(); i++) {
            if (!caller.scopes().contains(scopes.get(i).value())) {
                throw notHeld(i, scopes.get(i));
            }
        }
        tenants.current();
        var secret = ApiKeySecret.generate(environment, random);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var key = new ApiKey(ids.next(), name, secret.prefix(), scopes, environment, now, null);
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
