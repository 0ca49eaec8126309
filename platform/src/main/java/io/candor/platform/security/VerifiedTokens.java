package io.candor.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that have held lately, by their whole text. Whoever finds one must still look at its times; what did not
 * hold is never kept, so nobody without a key can push others out.
 */
final class VerifiedTokens {
    private static final int MAXIMUM_SIZE = 4096;

    private final Cache<String, VerifiedToken> tokens = Caffeine.newBuilder()
            .maximumSize(MAXIMUM_SIZE)
            .expireAfterWrite(InternalToken.LIFETIME.plus(InternalToken.CLOCK_SKEW.multipliedBy(2)))
            .executor(Runnable::run)
            .build();

    @Nullable
    VerifiedToken find(String token) {
        return tokens.getIfPresent(token);
    }

    void keep(String token, VerifiedToken verified) {
        tokens.put(token, verified);
    }

    /** How many are kept, at most 4096. */
    long size() {
        tokens.cleanUp();
        return tokens.estimatedSize();
    }
}
