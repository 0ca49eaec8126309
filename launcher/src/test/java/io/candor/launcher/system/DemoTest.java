package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.launcher.demo.CustomerApi;
import io.candor.launcher.demo.Demo;
import io.candor.launcher.service.Service;
import io.candor.launcher.state.StateFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RunningPlatform.class)
class DemoTest {
    @Test
    void everyDecisionOfTheDemoIsProvedAndMeteredOnce(PlatformUnderTest platform, @TempDir Path receipts)
            throws InterruptedException {
        var access = platform.access();
        try (var api = new CustomerApi(access.gatewayUrl(), access.apiKey())) {
            var demo = new Demo(
                    api,
                    Service.AUDIT_LEDGER.jar(RunningPlatform.PROJECT),
                    new StateFolder(platform.folder()).ledgerPublicKey(),
                    receipts,
                    System.out::println);

            var result = demo.run();

            assertThat(result.path("texts").asInt()).isEqualTo(50);
            assertThat(result.path("receipts_verified").asInt()).isEqualTo(50);
            assertThat(result.path("metered").asInt()).isEqualTo(50);
            assertThat(result.path("english").asInt()).isEqualTo(35);
            assertThat(result.path("chinese").asInt()).isEqualTo(15);
            assertThat(result.path("mismatches").asInt()).isZero();
        }
    }
}
