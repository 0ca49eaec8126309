package io.candor.tenantservice.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.platform.decision.Digests;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ApiKeySecretTest {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @Property
    void everySecretHasTheFormAndAChecksumThatHolds(@ForAll Environment environment, @ForAll @Size(32) byte[] bytes) {
        var text = ApiKeySecret.of(environment, bytes).value();

        assertThat(text).matches("cnd_" + environment.value() + "_[0-9A-Za-z]{49}");
        assertThat(checksumHolds(text)).isTrue();
        assertThat(decode(text.substring(9, 52))).isEqualTo(new BigInteger(1, bytes));
    }

    @Property
    void oneWrongCharacterIsAlwaysNoticed(
            @ForAll @Size(32) byte[] bytes,
            @ForAll @IntRange(min = 0, max = 57) int position,
            @ForAll @IntRange(min = 1, max = 61) int shift) {
        var text = ApiKeySecret.of(Environment.LIVE, bytes).value().toCharArray();
        var known = ALPHABET.indexOf(text[position]);
        text[position] = ALPHABET.charAt((Math.max(known, 0) + shift) % ALPHABET.length());

        assertThat(checksumHolds(new String(text))).isFalse();
    }

    @Test
    void theSmallestAndTheGreatestSecretAreAsLong() {
        var zeros = new byte[32];
        var ones = new byte[32];
        Arrays.fill(ones, (byte) -1);

        assertThat(ApiKeySecret.of(Environment.LIVE, zeros).value()).startsWith("cnd_live_" + "0".repeat(43));
        assertThat(ApiKeySecret.of(Environment.TEST, ones).value()).hasSize(58).startsWith("cnd_test_");
    }

    @Test
    void secretsDoNotRepeat() {
        var random = new SecureRandom();
        var seen = new HashSet<String>();

        for (var i = 0; i < 1_000; i++) {
            seen.add(ApiKeySecret.generate(Environment.LIVE, random).value());
        }

        assertThat(seen).hasSize(1_000);
    }

    @Test
    void onlyThePrefixIsEverPrinted() {
        var secret = ApiKeySecret.generate(Environment.LIVE, new SecureRandom());

        assertThat(secret.toString()).contains(secret.prefix()).doesNotContain(secret.value());
        assertThat(secret.prefix()).hasSize(13).isEqualTo(secret.value().substring(0, 13));
    }

    @Test
    void theDigestIsThatOfTheWholeText() {
        var secret = ApiKeySecret.generate(Environment.TEST, new SecureRandom());

        assertThat(secret.sha256()).isEqualTo(Digests.sha256(secret.value().getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean checksumHolds(String text) {
        var crc = new CRC32();
        crc.update(text.substring(0, 52).getBytes(StandardCharsets.US_ASCII));
        return decode(text.substring(52)).longValue() == crc.getValue();
    }

    private static BigInteger decode(String text) {
        return text.chars()
                .mapToObj(c -> BigInteger.valueOf(ALPHABET.indexOf(c)))
                .reduce(
                        BigInteger.ZERO,
                        (sum, digit) -> sum.multiply(BigInteger.valueOf(62)).add(digit));
    }
}
