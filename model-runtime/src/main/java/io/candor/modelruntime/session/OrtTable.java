package io.candor.modelruntime.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;

/** Where ONNX Runtime's native library has its functions, and what its Java binding holds of it. */
final class OrtTable {
    private static final int API_VERSION = 16;
    private static final int FUNCTIONS_OF_THAT_VERSION = 266;
    private static final Linker LINKER = Linker.nativeLinker();

    /** The one environment of this process. */
    static final OrtEnvironment ENVIRONMENT = environment();

    private static final MemorySegment FUNCTIONS = functions();
    private static final VarHandle SESSION_HANDLE = sessionHandle();

    private OrtTable() {}

    /** Where this build can compute. */
    static Set<OrtProvider> providers() {
        return OrtEnvironment.getAvailableProviders();
    }

    /** The address of the {@code OrtSession}. */
    static long session(OrtSession session) {
        return (long) SESSION_HANDLE.get(session);
    }

    /** Function {@code index}, which answers with the address of an {@code OrtStatus}. */
    static MethodHandle function(int index, MemoryLayout... arguments) {
        return LINKER.downcallHandle(at(index), FunctionDescriptor.of(ValueLayout.JAVA_LONG, arguments));
    }

    /** Function {@code index}, which takes an address and answers nothing. */
    static MethodHandle release(int index) {
        return LINKER.downcallHandle(at(index), FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
    }

    /** What calling a function threw, to be thrown on. */
    static RuntimeException thrown(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }

    private static MemorySegment at(int index) {
        return FUNCTIONS.getAtIndex(ValueLayout.ADDRESS, index);
    }

    private static OrtEnvironment environment() {
        OrtTelemetry.disable();
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    }

    /** The table of functions; OrtApiBase holds {@code GetApi} and then {@code GetVersionString}. */
    private static MemorySegment functions() {
        var getBase = LINKER.downcallHandle(
                SymbolLookup.loaderLookup().findOrThrow("OrtGetApiBase"), FunctionDescriptor.of(ValueLayout.ADDRESS));
        try {
            var base = ((MemorySegment) getBase.invokeExact()).reinterpret(2 * ValueLayout.ADDRESS.byteSize());
            var getApi = LINKER.downcallHandle(
                    base.get(ValueLayout.ADDRESS, 0), FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            var functions = (MemorySegment) getApi.invokeExact(API_VERSION);
            if (functions.address() == 0) {
                throw new IllegalStateException("ONNX Runtime has no API version " + API_VERSION);
            }
            return functions.reinterpret(FUNCTIONS_OF_THAT_VERSION * ValueLayout.ADDRESS.byteSize());
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    private static VarHandle sessionHandle() {
        try {
            return MethodHandles.privateLookupIn(OrtSession.class, MethodHandles.lookup())
                    .findVarHandle(OrtSession.class, "nativeHandle", long.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This ONNX Runtime keeps its session elsewhere", e);
        }
    }
}
