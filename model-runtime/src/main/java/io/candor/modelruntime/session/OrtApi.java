package io.candor.modelruntime.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What ONNX Runtime's Java binding lacks, straight from the C API (onnxruntime_c_api.h, {@code struct OrtApi}, whose
 * members keep their places for ever): I/O binding, pinned host memory, unsigned datatypes and strings of any bytes.
 * Addresses are passed as {@code long}.
 */
final class OrtApi {
    private static final int API_VERSION = 16;
    private static final Linker LINKER = Linker.nativeLinker();

    /** The one environment of this process. */
    static final OrtEnvironment ENVIRONMENT = environment();

    private static final MemorySegment FUNCTIONS = functions();
    private static final VarHandle SESSION_HANDLE = sessionHandle();

    private static final MethodHandle GET_ERROR_MESSAGE = function(2, true, 1);
    private static final MethodHandle RELEASE_STATUS = function(93, false, 1);
    private static final MethodHandle CREATE_RUN_OPTIONS = function(39, true, 1);
    private static final MethodHandle ADD_RUN_CONFIG_ENTRY = function(165, true, 3);
    private static final MethodHandle RELEASE_RUN_OPTIONS = function(97, false, 1);
    private static final MethodHandle CREATE_TENSOR = LINKER.downcallHandle(
            at(48),
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG));
    private static final MethodHandle CREATE_TENSOR_OVER = LINKER.downcallHandle(
            at(49),
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG));
    private static final MethodHandle TENSOR_MEMORY = function(51, true, 2);
    private static final MethodHandle STRINGS_LENGTH = function(53, true, 2);
    private static final MethodHandle STRINGS_CONTENT = function(54, true, 5);
    private static final MethodHandle STRING_ELEMENT = function(252, true, 4);
    private static final MethodHandle DIMENSIONS_COUNT = function(61, true, 2);
    private static final MethodHandle DIMENSIONS = function(62, true, 3);
    private static final MethodHandle TYPE_AND_SHAPE = function(65, true, 2);
    private static final MethodHandle RELEASE_TYPE_AND_SHAPE = function(99, false, 1);
    private static final MethodHandle CREATE_MEMORY_INFO = LINKER.downcallHandle(
            at(68),
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG));
    private static final MethodHandle RELEASE_MEMORY_INFO = function(94, false, 1);
    private static final MethodHandle CREATE_ALLOCATOR = function(131, true, 3);
    private static final MethodHandle RELEASE_ALLOCATOR = function(132, false, 1);
    private static final MethodHandle DEFAULT_ALLOCATOR = function(78, true, 1);
    private static final MethodHandle ALLOCATE = function(75, true, 3);
    private static final MethodHandle FREE = function(76, true, 2);
    private static final MethodHandle RELEASE_VALUE = function(96, false, 1);
    private static final MethodHandle CREATE_BINDING = function(134, true, 2);
    private static final MethodHandle RELEASE_BINDING = function(135, false, 1);
    private static final MethodHandle BIND_INPUT = function(136, true, 3);
    private static final MethodHandle BIND_OUTPUT = function(137, true, 3);
    private static final MethodHandle BIND_OUTPUT_TO_DEVICE = function(138, true, 3);
    private static final MethodHandle BOUND_OUTPUTS = function(140, true, 4);
    private static final MethodHandle CLEAR_INPUTS = function(141, false, 1);
    private static final MethodHandle CLEAR_OUTPUTS = function(142, false, 1);
    private static final MethodHandle SYNCHRONIZE_OUTPUTS = function(203, true, 1);
    private static final MethodHandle RUN = function(133, true, 3);

    private OrtApi() {}

    /** Where this build can compute. */
    static Set<OrtProvider> providers() {
        return OrtEnvironment.getAvailableProviders();
    }

    static long session(OrtSession session) {
        return (long) SESSION_HANDLE.get(session);
    }

    static void createRunOptions(long out) {
        call(CREATE_RUN_OPTIONS, out);
    }

    static void addRunConfigEntry(long options, long key, long value) {
        call(ADD_RUN_CONFIG_ENTRY, options, key, value);
    }

    static void releaseRunOptions(long options) {
        release(RELEASE_RUN_OPTIONS, options);
    }

    /** Makes a tensor whose memory ONNX Runtime owns: strings need that. */
    static void createTensor(long allocator, long shape, long rank, int type, long out) {
        try {
            check((long) CREATE_TENSOR.invokeExact(allocator, shape, rank, type, out));
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    /** Makes a tensor over memory that stays the caller's. */
    static void createTensorOver(long memoryInfo, long data, long size, long shape, long rank, int type, long out) {
        try {
            check((long) CREATE_TENSOR_OVER.invokeExact(memoryInfo, data, size, shape, rank, type, out));
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    static void tensorMemory(long value, long out) {
        call(TENSOR_MEMORY, value, out);
    }

    static void stringsLength(long value, long out) {
        call(STRINGS_LENGTH, value, out);
    }

    static void stringsContent(long value, long content, long length, long offsets, long count) {
        try {
            check((long) STRINGS_CONTENT.invokeExact(value, content, length, offsets, count));
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    static void stringElement(long value, long index, long length, long out) {
        call(STRING_ELEMENT, value, index, length, out);
    }

    static void typeAndShape(long value, long out) {
        call(TYPE_AND_SHAPE, value, out);
    }

    static void releaseTypeAndShape(long typeAndShape) {
        release(RELEASE_TYPE_AND_SHAPE, typeAndShape);
    }

    static void dimensionsCount(long typeAndShape, long out) {
        call(DIMENSIONS_COUNT, typeAndShape, out);
    }

    static void dimensions(long typeAndShape, long out, long rank) {
        call(DIMENSIONS, typeAndShape, out, rank);
    }

    static void createMemoryInfo(long name, int allocatorType, int id, int memoryType, long out) {
        try {
            check((long) CREATE_MEMORY_INFO.invokeExact(name, allocatorType, id, memoryType, out));
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    static void releaseMemoryInfo(long memoryInfo) {
        release(RELEASE_MEMORY_INFO, memoryInfo);
    }

    static void createAllocator(long session, long memoryInfo, long out) {
        call(CREATE_ALLOCATOR, session, memoryInfo, out);
    }

    static void releaseAllocator(long allocator) {
        release(RELEASE_ALLOCATOR, allocator);
    }

    static void defaultAllocator(long out) {
        call(DEFAULT_ALLOCATOR, out);
    }

    static void allocate(long allocator, long size, long out) {
        call(ALLOCATE, allocator, size, out);
    }

    static void free(long allocator, long memory) {
        call(FREE, allocator, memory);
    }

    static void releaseValue(long value) {
        release(RELEASE_VALUE, value);
    }

    static void createBinding(long session, long out) {
        call(CREATE_BINDING, session, out);
    }

    static void releaseBinding(long binding) {
        release(RELEASE_BINDING, binding);
    }

    static void bindInput(long binding, long name, long value) {
        call(BIND_INPUT, binding, name, value);
    }

    static void bindOutput(long binding, long name, long value) {
        call(BIND_OUTPUT, binding, name, value);
    }

    static void bindOutputToDevice(long binding, long name, long memoryInfo) {
        call(BIND_OUTPUT_TO_DEVICE, binding, name, memoryInfo);
    }

    static void boundOutputs(long binding, long allocator, long outValues, long outCount) {
        call(BOUND_OUTPUTS, binding, allocator, outValues, outCount);
    }

    static void clearInputs(long binding) {
        release(CLEAR_INPUTS, binding);
    }

    static void clearOutputs(long binding) {
        release(CLEAR_OUTPUTS, binding);
    }

    static void synchronizeOutputs(long binding) {
        call(SYNCHRONIZE_OUTPUTS, binding);
    }

    static void run(long session, long options, long binding) {
        call(RUN, session, options, binding);
    }

    private static void call(MethodHandle function, long a) {
        try {
            check((long) function.invokeExact(a));
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    private static void call(MethodHandle function, long a, long b) {
        try {
            check((long) function.invokeExact(a, b));
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    private static void call(MethodHandle function, long a, long b, long c) {
        try {
            check((long) function.invokeExact(a, b, c));
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    private static void call(MethodHandle function, long a, long b, long c, long d) {
        try {
            check((long) function.invokeExact(a, b, c, d));
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    private static void release(MethodHandle function, long object) {
        try {
            function.invokeExact(object);
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    private static void check(long status) throws Throwable {
        if (status != 0) {
            var message = MemorySegment.ofAddress((long) GET_ERROR_MESSAGE.invokeExact(status))
                    .reinterpret(Integer.MAX_VALUE)
                    .getString(0);
            RELEASE_STATUS.invokeExact(status);
            throw new OnnxFailureException(message);
        }
    }

    private static RuntimeException thrown(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }

    private static MethodHandle function(int index, boolean answers, int arguments) {
        var layouts = IntStream.range(0, arguments)
                .mapToObj(i -> ValueLayout.JAVA_LONG)
                .toArray(java.lang.foreign.MemoryLayout[]::new);
        return LINKER.downcallHandle(
                at(index),
                answers ? FunctionDescriptor.of(ValueLayout.JAVA_LONG, layouts) : FunctionDescriptor.ofVoid(layouts));
    }

    private static MemorySegment at(int index) {
        return FUNCTIONS.getAtIndex(ValueLayout.ADDRESS, index);
    }

    private static OrtEnvironment environment() {
        OrtTelemetry.disable();
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
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
            return functions.reinterpret(266 * ValueLayout.ADDRESS.byteSize());
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
