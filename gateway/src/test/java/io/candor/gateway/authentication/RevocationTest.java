package io.candor.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.gateway.fixture.RunningGateway;
import io.candor.gateway.fixture.TcpRelay;
import io.candor.gateway.fixture.TestApiKey;
import io.candor.gateway.fixture.Waiting;
import io.candor.platform.testing.TestDatabase;
import io.candor.platform.testing.TestTokens;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RevocationTest {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final String database = TestDatabase.createDatabase();
    private final TcpRelay relay = TcpRelay.to("localhost", port(database));
    private final RunningGateway gateway = start();
    private final RunningGateway replica = start();

    @BeforeEach
    void awaitTheCache() {
        Waiting.until(LONG, () -> isCached(gateway) && isCached(replica));
    }

    @AfterEach
    void stop() {
        gateway.close();
        replica.close();
        relay.close();
    }

    @Test
    void aKnownKeyIsAskedForOnce() {
        gateway.send(gateway.request("/v1/tenant"));
        var before = gateway.tenantService().asked().size();

        for (var turn = 0; turn < 20; turn++) {
            assertThat(status(gateway)).isEqualTo(200);
        }

        assertThat(gateway.tenantService().asked()).hasSizeLessThanOrEqualTo(before + 2);
    }

    @Test
    void aRevokedKeyStopsWorkingWithinASecondOnEveryGateway() throws SQLException {
        revoke();
        notifyOf(TestApiKey.sha256(RunningGateway.KEY));

        var first = Waiting.until(ONE_SECOND, () -> status(gateway) == 401);
        var second = Waiting.until(ONE_SECOND.minus(first), () -> status(replica) == 401);

        assertThat(first.plus(second)).isLessThan(ONE_SECOND);
    }

    @Test
    void aRevokedKeyStopsWorkingWithinASecondWhileTheConnectionHangs() throws SQLException {
        relay.stall();
        revoke();
        notifyOf(TestApiKey.sha256(RunningGateway.KEY));

        assertThat(Waiting.until(ONE_SECOND, () -> status(gateway) == 401)).isLessThan(ONE_SECOND);
    }

    @Test
    void aRevokedKeyStopsWorkingWithinASecondWhileTheConnectionIsGone() throws SQLException {
        relay.cut();
        revoke();
        notifyOf(TestApiKey.sha256(RunningGateway.KEY));

        assertThat(Waiting.until(ONE_SECOND, () -> status(gateway) == 401)).isLessThan(ONE_SECOND);
    }

    @Test
    void theCacheIsUsedAgainOnceTheConnectionIsBack() {
        relay.cut();
        Waiting.until(LONG, () -> !gateway.bean(CredentialCache.class).isUsable());
        relay.restore();

        assertThat(Waiting.until(LONG, () -> isCached(gateway))).isLessThan(LONG);
    }

    @Test
    void aChangedMemberOrTenantIsForgottenToo() throws SQLException {
        for (var subject : new String[] {"member:", "tenant:"}) {
            Waiting.until(LONG, () -> isCached(gateway));
            var before = gateway.tenantService().asked().size();

            notifyOf(subject + TestTokens.TENANT);

            Waiting.until(ONE_SECOND, () -> {
                gateway.send(gateway.request("/v1/tenant"));
                return gateway.tenantService().asked().size() > before;
            });
        }
    }

    @Test
    void aKeyThatHasJustBeenMadeIsNotRefusedForLong() throws SQLException {
        var fresh = TestApiKey.of(4711);
        var request = gateway.anonymous("/v1/tenant").header("X-Api-Key", fresh);
        assertThat(gateway.send(request).statusCode()).isEqualTo(401);

        gateway.tenantService().knowKey(fresh, TestTokens.TENANT);
        notifyOf(TestApiKey.sha256(fresh));

        Waiting.until(ONE_SECOND, () -> gateway.send(request).statusCode() == 200);
    }

    private RunningGateway start() {
        return RunningGateway.start(Map.of(
                "candor.authentication.database-url",
                database.replace(":" + port(database) + "/", ":" + relay.port() + "/"),
                "candor.authentication.database-password",
                TestDatabase.password()));
    }

    private void revoke() {
        gateway.tenantService().revoke(RunningGateway.KEY);
        replica.tenantService().revoke(RunningGateway.KEY);
    }

    private void notifyOf(String payload) throws SQLException {
        try (var connection = TestDatabase.superuserOf(database).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("notify candor_credentials, '" + payload + "'");
        }
    }

    private static boolean isCached(RunningGateway gateway) {
        gateway.send(gateway.request("/v1/tenant"));
        var before = gateway.tenantService().asked().size();
        gateway.send(gateway.request("/v1/tenant"));
        return gateway.tenantService().asked().size() == before;
    }

    private static int status(RunningGateway gateway) {
        return gateway.send(gateway.request("/v1/tenant")).statusCode();
    }

    private static int port(String jdbcUrl) {
        return Integer.parseInt(jdbcUrl.replaceFirst(".*:(\\d+)/.*", "$1"));
    }
}
