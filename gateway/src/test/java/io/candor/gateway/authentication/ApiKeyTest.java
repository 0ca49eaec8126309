package io.candor.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.gateway.fixture.TestApiKey;
import io.candor.platform.web.ProblemException;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ApiKeyTest {
    @Property(tries = 200)
    void aKeyWithItsChecksumIsRead(@ForAll @LongRange(min = 0) long number) {
        var text = TestApiKey.of(number);

        assertThat(ApiKey.parse(text).sha256()).isEqualTo(TestApiKey.sha256(text));
        assertThat(ApiKey.parse(text).toString()).doesNotContain(text);
    }

    @Property(tries = 500)
    void anyOneCharacterMistypedIsNoticed(
            @ForAll @LongRange(min = 0) long number,
            @ForAll @IntRange(min = 0, max = 57) int position,
            @ForAll @CharRange(from = '0', to = 'z') char mistake) {
        var text = new StringBuilder(TestApiKey.of(number));
        if (text.charAt(position) != mistake) {
            text.setCharAt(position, mistake);

            assertThatThrownBy(() -> ApiKey.parse(text.toString()))
                    .isInstanceOf(ProblemException.class)
                    .extracting("slug")
                    .isEqualTo("api-key-malformed");
        }
    }

    @Property(tries = 200)
    void aKeyCutOffIsNoticed(@ForAll @LongRange(min = 0) long number, @ForAll @IntRange(min = 4, max = 57) int length) {
        assertThatThrownBy(() -> ApiKey.parse(TestApiKey.of(number).substring(0, length)))
                .isInstanceOf(ProblemException.class);
    }

    @Property(tries = 200)
    void base62IsPositional(@ForAll @LongRange(min = 0) long number) {
        var value = BigInteger.ZERO;
        for (var digit : Base62.encode(BigInteger.valueOf(number), 11).toCharArray()) {
            var index = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".indexOf(digit);
            value = value.multiply(BigInteger.valueOf(62)).add(BigInteger.valueOf(index));
        }
        assertThat(value).isEqualTo(BigInteger.valueOf(number));
    }
}
