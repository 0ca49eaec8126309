package io.candor.modelruntime.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
    @Test
    void textsComeBackAsTheyWere() {
        var tensor = Tensor.ofTexts("text", List.of(2L, 1L), List.of("Wo ist 我的卡?", ""));

        assertThat(tensor.texts()).containsExactly("Wo ist 我的卡?", "");
        assertThat(tensor.named("other").texts()).hasSize(2);
    }

    @Test
    void numbersComeBackAsTheyWere() {
        assertThat(Tensor.ofFloats("x", List.of(3L), new float[] {1, -0f, Float.NaN})
                        .floats())
                .containsExactly(1, -0f, Float.NaN);
        assertThat(Tensor.ofLongs("x", List.of(1L, 2L), new long[] {Long.MIN_VALUE, 7})
                        .longs())
                .containsExactly(Long.MIN_VALUE, 7);
    }

    @Test
    void aScalarHasOneElementAndAnEmptyTensorNone() {
        assertThat(Tensor.ofFloats("x", List.of(), new float[] {1}).elements()).isEqualTo(1);
        assertThat(Tensor.ofFloats("x", List.of(0L, 4L), new float[0]).elements())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void dataOfAnotherLengthAreRefused(Datatype datatype) {
        var data = ByteBuffer.allocate(3 * Math.max(datatype.size(), 4) + 1);

        assertThatThrownBy(() -> new Tensor("x", datatype, List.of(3L), data))
                .isInstanceOfSatisfying(
                        MalformedTensorException.class,
                        refused -> assertThat(refused.tensor()).isEqualTo("x"));
    }

    @Test
    void stringsThatEndEarlyOrClaimTooMuchAreRefused() {
        var claims = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 5);
        var negative = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, -1);

        assertThatThrownBy(() -> new Tensor("x", Datatype.BYTES, List.of(1L), claims))
                .hasMessage("the data end inside value 0");
        assertThatThrownBy(() -> new Tensor("x", Datatype.BYTES, List.of(1L), negative))
                .hasMessage("the data end inside value 0");
    }

    @Test
    void shapesThatOverflowAreRefused() {
        assertThatThrownBy(() -> Tensor.elements("x", List.of(1L << 31))).hasMessageContaining("too large");
        assertThatThrownBy(() -> Tensor.elements("x", List.of(1L << 16, 1L << 16)))
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> Tensor.elements("x", List.of(-1L))).hasMessageContaining("negative");
    }

    @Test
    void whatIsNoUtf8IsRefused() {
        var tensor = Tensor.ofStrings("text", List.of(1L), List.of(new byte[] {(byte) 0xff}));

        assertThatThrownBy(tensor::texts).hasMessage("value 0 is not UTF-8");
    }

    @Test
    void aSpecificationAdmitsAnyLengthWhereItVaries() {
        var specification = new TensorSpec("x", Datatype.FP32, List.of(-1L, 4L));

        assertThat(specification.admits(List.of(9L, 4L))).isTrue();
        assertThat(specification.admits(List.of(9L, 5L))).isFalse();
        assertThat(specification.admits(List.of(9L))).isFalse();
    }
}
