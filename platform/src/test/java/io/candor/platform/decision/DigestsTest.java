package io.candor.platform.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DigestsTest {
    @Test
    void sha256IsThatOfFips180() {
        assertThat(Digests.plain("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void hmacIsThatOfRfc4231Case2() {
        var key = "Jefe".getBytes(StandardCharsets.US_ASCII);
        var content = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

        assertThat(Digests.salted(key, content))
                .isEqualTo("hmac-sha256:5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
