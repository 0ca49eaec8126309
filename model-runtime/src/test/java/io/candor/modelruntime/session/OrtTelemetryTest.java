package io.candor.modelruntime.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class OrtTelemetryTest {
    @Test
    void theNativeLibrarySeesThatItMayNotReport() throws Throwable {
        OrtTelemetry.disable();

        assertThat(nativeEnvironment("ORT_DISABLE_TELEMETRY")).isEqualTo("1");
    }

    private static String nativeEnvironment(String name) throws Throwable {
        var linker = Linker.nativeLinker();
        var getenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("getenv"),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (var arena = Arena.ofConfined()) {
            var value = (MemorySegment) getenv.invokeExact(arena.allocateFrom(name));
            return value.reinterpret(Integer.MAX_VALUE).getString(0);
        }
    }
}
