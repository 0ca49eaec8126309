package io.candor.modelruntime.session;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * What ONNX Runtime's Java binding lacks, straight from the C API (onnxruntime_c_api.h, {@code struct OrtApi}, whose
 * members keep their places for ever): I/O binding, pinned host memory, unsigned datatypes and strings of any bytes.
 * Addresses are passed as {@code long}.
 */
final class OrtApi {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private static final MethodHandle GET_ERROR_MESSAGE = OrtTable.function(2, LONG);
    private static final MethodHandle RELEASE_STATUS = OrtTable.release(93);
    private static final MethodHandle CREATE_TENSOR = OrtTable.function(48, LONG, LONG, LONG, INT, LONG);
    private static final MethodHandle CREATE_TENSOR_OVER =
            OrtTable.function(49, LONG, LONG, LONG, LONG, LONG, INT, LONG);
    private static final MethodHandle TENSOR_MEMORY = OrtTable.function(51, LONG, LONG);
    private static final MethodHandle STRINGS_LENGTH = OrtTable.function(53, LONG, LONG);
    private static final MethodHandle STRINGS_CONTENT = OrtTable.function(54, LONG, LONG, LONG, LONG, LONG);
    private static final MethodHandle STRING_ELEMENT = OrtTable.function(252, LONG, LONG, LONG, LONG);
    private static final MethodHandle DIMENSIONS_COUNT = OrtTable.function(61, LONG, LONG);
    private static final MethodHandle DIMENSIONS = OrtTable.function(62, LONG, LONG, LONG);
    private static final MethodHandle TYPE_AND_SHAPE = OrtTable.function(65, LONG, LONG);
    private static final MethodHandle RELEASE_TYPE_AND_SHAPE = OrtTable.release(99);
    private static final MethodHandle CREATE_MEMORY_INFO = OrtTable.function(68, LONG, INT, INT, INT, LONG);
    private static final MethodHandle RELEASE_MEMORY_INFO = OrtTable.release(94);
    private static final MethodHandle CREATE_ALLOCATOR = OrtTable.function(131, LONG, LONG, LONG);
    private static final MethodHandle RELEASE_ALLOCATOR = OrtTable.release(132);
    private static final MethodHandle DEFAULT_ALLOCATOR = OrtTable.function(78, LONG);
    private static final MethodHandle ALLOCATE = OrtTable.function(75, LONG, LONG, LONG);
    private static final MethodHandle FREE = OrtTable.function(76, LONG, LONG);
    private static final MethodHandle RELEASE_VALUE = OrtTable.release(96);
    private static final MethodHandle CREATE_BINDING = OrtTable.function(134, LONG, LONG);
    private static final MethodHandle RELEASE_BINDING = OrtTable.release(135);
    private static final MethodHandle BIND_INPUT = OrtTable.function(136, LONG, LONG, LONG);
    private static final MethodHandle BIND_OUTPUT = OrtTable.function(137, LONG, LONG, LONG);
    private static final MethodHandle BIND_OUTPUT_TO_DEVICE = OrtTable.function(138, LONG, LONG, LONG);
    private static final MethodHandle BOUND_OUTPUTS = OrtTable.function(140, LONG, LONG, LONG, LONG);
    private static final MethodHandle CLEAR_INPUTS = OrtTable.release(141);
    private static final MethodHandle CLEAR_OUTPUTS = OrtTable.release(142);
    private static final MethodHandle SYNCHRONIZE_OUTPUTS = OrtTable.function(203, LONG);
    private static final MethodHandle RUN = OrtTable.function(133, LONG, LONG, LONG);

    private OrtApi() {}

    /** Makes a tensor whose memory ONNX Runtime owns: strings need that. */
    static void createTensor(long allocator, long shape, long rank, int type, long out) {
        try {
            check((long) CREATE_TENSOR.invokeExact(allocator, shape, rank, type, out));
        } catch (Throwable e) {
            throw OrtTable.thrown(e);
        }
    }

    /** Makes a tensor over memory that stays the caller's. */
    static void createTensorOver(long memoryInfo, long data, long size, long shape, long rank, int type, long out) {
        try {
            check((long) CREATE_TENSOR_OVER.invokeExact(memoryInfo, data, size, shape, rank, type, out));
        } catch (Throwable e) {
            throw OrtTable.thrown(e);
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
            throw OrtTable.thrown(e);
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
            throw OrtTable.thrown(e);
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

    /** Runs with the options that hold where none are given. */
    static void run(long session, long binding) {
        call(RUN, session, 0, binding);
    }

    private static void call(MethodHandle function, long a) {
        try {
            check((long) function.invokeExact(a));
        } catch (Throwable e) {
            throw OrtTable.thrown(e);
        }
    }

    private static void call(MethodHandle function, long a, long b) {
        try {
            check((long) function.invokeExact(a, b));
        } catch (Throwable e) {
            throw OrtTable.thrown(e);
        }
    }

    private static void call(MethodHandle function, long a, long b, long c) {
        try {
            check((long) function.invokeExact(a, b, c));
        } catch (Throwable e) {
            throw OrtTable.thrown(e);
        }
    }

    private static void call(MethodHandle function, long a, long b, long c, long d) {
        try {
            check((long) function.invokeExact(a, b, c, d));
        } catch (Throwable e) {
            throw OrtTable.thrown(e);
        }
    }

    private static void release(MethodHandle function, long object) {
        try {
            function.invokeExact(object);
        } catch (Throwable e) {
            throw OrtTable.thrown(e);
        }
    }

    private static void check(long status) throws Throwable {
        if (status != 0) {
            var message = MemorySegment.ofAddress((long) GET_ERROR_MESSAGE.invokeExact(status))
                    .reinterpret(Integer.MAX_VALUE)
                    .getString(0);
            RELEASE_STATUS.invokeExact(status);
            throw new OnnxFailureException(OrtMessage.clean(message));
        }
    }
}
