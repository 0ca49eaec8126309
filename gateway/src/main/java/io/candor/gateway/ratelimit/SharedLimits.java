package io.candor.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Token buckets that all gateways share through PostgreSQL.
 *
 * <p>A gateway takes from its own copy and tells the others after a hundredth of the limit, or a second, whichever comes
 * first: so each further gateway can let a hundredth of the limit more through, and a bucket costs one round trip in a
 * second however busy it is.
 */
@Singleton
class SharedLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);
    private static final int SHARE = 100;
    private static final int MAXIMUM_SIZE = 100_000;

    private final HikariDataSource database;
    private final ProxyManager<String> manager;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAXIMUM_SIZE)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    SharedLimits(
            @Value("${candor.allowance.database-url}") String url,
            @Value("${candor.allowance.database-password:}") String password,
            @Value("${candor.allowance.schema:gateway}") String schema) {
        var config = new HikariConfig();
        config.setPoolName("rate-limits");
        config.setJdbcUrl(url);
        config.setUsername("candor_app");
        config.setPassword(password);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(Duration.ofMillis(250).toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("currentSchema", schema);
        config.addDataSourceProperty("socketTimeout", "2");
        config.addDataSourceProperty("connectTimeout", "1");
        config.addDataSourceProperty("options", "-c synchronous_commit=off");
        this.database = new HikariDataSource(config);
        this.manager = Bucket4jPostgreSQL.advisoryLockBasedBuilder(database)
                .table("rate_limit")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(MINUTE))
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .build();
    }

    @PreDestroy
    void stop() {
        database.close();
    }

    /** The bucket {@code name} of {@code perMinute} requests a minute; another limit is another bucket. */
    Bucket of(String name, int perMinute) {
        return buckets.get(
                name + " " + perMinute,
                id -> manager.builder()
                        .withOptimization(Optimizations.delaying(
                                new DelayParameters(Math.max(1, perMinute / SHARE), LONGEST_DELAY)))
                        .build(id, () -> configuration(perMinute)));
    }

    private static BucketConfiguration configuration(int perMinute) {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(perMinute)
                        .refillGreedy(perMinute, MINUTE)
                        .build())
                .build();
    }
}
