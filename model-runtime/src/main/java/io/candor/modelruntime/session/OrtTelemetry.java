package io.candor.modelruntime.session;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ONNX Runtime from reporting to its maker. Since 1.29 its native library does so on Linux as soon as it is
 * initialised; only the process's environment stops it before it starts, and Java itself cannot set that.
 */
final class OrtTelemetry {
    private static final Logger LOG = LoggerFactory.getLogger(OrtTelemetry.class);
    private static final String SWITCH = "ORT_DISABLE_TELEMETRY";

    private OrtTelemetry() {}

    /** To be called before the first use of ONNX Runtime in this process. */
    static void disable() {
        if ("1".equals(System.getenv(SWITCH))) {
            return;
        }
        var linker = Linker.nativeLinker();
        var function = linker.defaultLookup().find("setenv");
        if (function.isEmpty()) {
            LOG.warn("Set {}=1 in the environment: it cannot be set from here on this system", SWITCH);
            return;
        }
        var setenv = linker.downcallHandle(
                function.get(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (var arena = Arena.ofConfined()) {
            var failed = (int) setenv.invokeExact(arena.allocateFrom(SWITCH), arena.allocateFrom("1"), 1);
            if (failed != 0) {
                LOG.warn("Set {}=1 in the environment: setting it from here failed", SWITCH);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("Calling setenv failed", e);
        }
    }
}
