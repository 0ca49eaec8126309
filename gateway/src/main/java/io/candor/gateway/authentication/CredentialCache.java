package io.candor.gateway.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.candor.platform.web.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What tenant-service said lately. It is used only while the listener holds a lease, that is, while a change would have
 * been heard of; and an answer that was under way when a change came is not kept.
 */
@Singleton
class CredentialCache {
    private static final int MAXIMUM_SIZE = 20_000;

    private final Cache<CredentialRequest, Answer> answers;
    private final AtomicLong generation = new AtomicLong();
    private final AtomicLong leaseEnd = new AtomicLong(System.nanoTime());

    @Inject
    CredentialCache(AuthenticationConfig config) {
        this(config, Ticker.systemTicker());
    }

    CredentialCache(AuthenticationConfig config, Ticker ticker) {
        this.answers = Caffeine.newBuilder()
                .maximumSize(MAXIMUM_SIZE)
                .ticker(ticker)
                .expireAfter(Expiry.creating((CredentialRequest request, Answer answer) -> answer.life(config)))
                .build();
    }

    /** The answer to {@code request}, if there is one that can be relied on. */
    Optional<Answer> find(CredentialRequest request) {
        return isUsable() ? Optional.ofNullable(answers.getIfPresent(request)) : Optional.empty();
    }

    /** Marks the moment before tenant-service is asked. */
    long generation() {
        return generation.get();
    }

    /** Keeps {@code answer}, unless something changed since {@code asked}. */
    void keep(CredentialRequest request, Answer answer, long asked) {
        if (!isUsable()) {
            return;
        }
        answers.put(request, answer);
        if (generation.get() != asked) {
            answers.invalidate(request);
        }
    }

    /** Allows the cache to be used for {@code lease} after the instant {@code heard} of {@link System#nanoTime()}. */
    void extendLease(long heard, Duration lease) {
        leaseEnd.set(heard + lease.toNanos());
    }

    /** Whether a change would have been heard of. */
    boolean isUsable() {
        return System.nanoTime() - leaseEnd.get() < 0;
    }

    /** Forgets what was said about the API key with this digest. */
    void forgetApiKey(String sha256) {
        generation.incrementAndGet();
        answers.asMap().keySet().removeIf(request -> sha256.equals(request.apiKeySha256()));
    }

    /**
     * Forgets the people and keys of {@code tenantId}, all refusals, for one of them may now be let in, and whoever had
     * no tenant, for that one may have one now.
     */
    void forgetTenant(UUID tenantId) {
        generation.incrementAndGet();
        answers.asMap().values().removeIf(answer -> switch (answer) {
            case Known known ->
                known.credential.tenantId() == null
                        || known.credential.tenantId().equals(tenantId);
            case Refused refused -> true;
        });
    }

    /** Forgets everything. */
    void clear() {
        generation.incrementAndGet();
        answers.invalidateAll();
    }

    /** What tenant-service said. */
    sealed interface Answer {
        private Duration life(AuthenticationConfig config) {
            return switch (this) {
                case Known known -> known.life(config.positive());
                case Refused refused -> config.negative();
            };
        }
    }

    /** The credential is good. */
    record Known(Credential credential, @Nullable Instant expiresAt) implements Answer {
        /** An expired key is not believed until the answer about it is forgotten. */
        private Duration life(Duration usual) {
            if (expiresAt == null) {
                return usual;
            }
            var left = Duration.between(Instant.now(), expiresAt);
            return left.compareTo(usual) < 0 ? left.isNegative() ? Duration.ZERO : left : usual;
        }
    }

    /** The credential is not good. */
    record Refused(ProblemException problem) implements Answer {
        Refused {
            Objects.requireNonNull(problem);
        }
    }
}
