package io.candor.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.authentication.CredentialCache.Known;
import io.candor.gateway.authentication.CredentialCache.Refused;
import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CredentialCacheTest {
    private static final CredentialRequest KEY = new CredentialRequest("abc", null, null, null, null, null, null);
    private static final UUID TENANT = UUID.randomUUID();
    private static final Known KNOWN = new Known(credential(TENANT, "key:1", Set.of(), null), null);
    private static final Refused REFUSED =
            new Refused(new ProblemException(HttpStatus.UNAUTHORIZED, "api-key-unknown", "no"));

    private final AtomicLong time = new AtomicLong();
    private final CredentialCache cache = new CredentialCache(
            new AuthenticationConfig(
                    "",
                    "",
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(500),
                    Duration.ofMillis(900)),
            time::get);

    @BeforeEach
    void lease() {
        cache.extendLease(System.nanoTime(), Duration.ofMinutes(5));
    }

    @Test
    void aKnownCredentialIsBelievedForHalfAMinute() {
        cache.keep(KEY, KNOWN, cache.generation());

        time.set(Duration.ofSeconds(29).toNanos());
        assertThat(cache.find(KEY)).contains(KNOWN);
        time.set(Duration.ofSeconds(31).toNanos());
        assertThat(cache.find(KEY)).isEmpty();
    }

    @Test
    void aRefusalIsBelievedForTwoSeconds() {
        cache.keep(KEY, REFUSED, cache.generation());

        time.set(Duration.ofMillis(1900).toNanos());
        assertThat(cache.find(KEY)).contains(REFUSED);
        time.set(Duration.ofMillis(2100).toNanos());
        assertThat(cache.find(KEY)).isEmpty();
    }

    @Test
    void anAnswerThatWasUnderWayWhenSomethingChangedIsNotKept() {
        var asked = cache.generation();

        cache.forgetApiKey("abc");
        cache.keep(KEY, KNOWN, asked);

        assertThat(cache.find(KEY)).isEmpty();
    }

    @Test
    void withoutALeaseNothingIsFoundOrKept() {
        cache.keep(KEY, KNOWN, cache.generation());
        cache.extendLease(System.nanoTime() - 2, Duration.ofNanos(1));

        assertThat(cache.find(KEY)).isEmpty();
        cache.keep(KEY, REFUSED, cache.generation());
        lease();
        assertThat(cache.find(KEY)).contains(KNOWN);
    }

    @Test
    void aTenantIsForgottenWithAllRefusals() {
        var other = new CredentialRequest("def", null, null, null, null, null, null);
        var refused = person("ada");
        var kept = new Known(credential(UUID.randomUUID(), "key:2", Set.of(), null), null);
        cache.keep(KEY, KNOWN, cache.generation());
        cache.keep(other, kept, cache.generation());
        cache.keep(refused, REFUSED, cache.generation());

        cache.forgetTenant(TENANT);

        assertThat(cache.find(KEY)).isEmpty();
        assertThat(cache.find(refused)).isEmpty();
        assertThat(cache.find(other)).contains(kept);
    }

    @Test
    void whoHadNoTenantIsForgottenWithEveryTenant() {
        var person = person("ada");
        var tenantless = new Known(credential(null, "user:ada", Set.of("sign-up"), "ada@acme.example"), null);
        cache.keep(person, tenantless, cache.generation());

        cache.forgetTenant(UUID.randomUUID());

        assertThat(cache.find(person)).isEmpty();
    }

    private static CredentialRequest person(String subject) {
        return new CredentialRequest(null, null, subject, null, null, null, null);
    }

    private static Credential credential(UUID tenant, String subject, Set<String> scopes, String email) {
        var terms = new PlanTerms("team", 4, Set.of(), Set.of(), 1, 1, Map.of());
        return new Credential(tenant, subject, scopes, false, false, terms, Budgets.NONE, email);
    }
}
