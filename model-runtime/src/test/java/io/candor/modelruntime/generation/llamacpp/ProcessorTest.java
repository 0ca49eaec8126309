package io.candor.modelruntime.generation.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {
    @ParameterizedTest
    @CsvSource({
        "'processor : 0\nflags\t\t: fpu sse2 avx avx2 fma f16c fma', true",
        "'processor : 0\nflags\t\t: fpu sse2 avx fma f16c', false",
        "'processor : 0', true"
    })
    void aProcessorThatCannotRunItIsRefused(String description, boolean usable) {
        assertThat(catchThrowable(() -> Processor.requireUsable(description)) == null)
                .isEqualTo(usable);
    }
}
