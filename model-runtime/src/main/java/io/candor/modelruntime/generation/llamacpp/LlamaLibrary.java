package io.candor.modelruntime.generation.llamacpp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The functions of {@code llama.h} (llama.cpp b4916, the version inside de.kherud:llama 4.2.0) that this package calls. */
final class LlamaLibrary {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final long ASK_MILLIS = 10;
    private static @Nullable LlamaLibrary loaded;

    /** What {@link #decode} says when it was aborted. */
    static final int ABORTED = 2;

    private final ReentrantLock computing = new ReentrantLock(true);
    private final SymbolLookup symbols;
    private final MethodHandle loadModel;
    private final MethodHandle freeModel;
    private final MethodHandle newContext;
    private final MethodHandle freeContext;
    private final MethodHandle vocabulary;
    private final MethodHandle vocabularySize;
    private final MethodHandle trainedContext;
    private final MethodHandle modelTemplate;
    private final MethodHandle tokenize;
    private final MethodHandle piece;
    private final MethodHandle isEndOfText;
    private final MethodHandle applyTemplate;
    private final MethodHandle decode;
    private final MethodHandle clear;
    private final MethodHandle logits;
    private final MethodHandle modelDefaults;
    private final MethodHandle contextDefaults;

    private LlamaLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
        loadModel = function("llama_model_load_from_file", FunctionDescriptor.of(ADDRESS, ADDRESS, Structs.MODEL));
        freeModel = function("llama_model_free", FunctionDescriptor.ofVoid(ADDRESS));
        newContext = function("llama_init_from_model", FunctionDescriptor.of(ADDRESS, ADDRESS, Structs.CONTEXT));
        freeContext = function("llama_free", FunctionDescriptor.ofVoid(ADDRESS));
        vocabulary = function("llama_model_get_vocab", FunctionDescriptor.of(ADDRESS, ADDRESS));
        vocabularySize = function("llama_vocab_n_tokens", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        trainedContext = function("llama_model_n_ctx_train", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        modelTemplate = function("llama_model_chat_template", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
        tokenize = function(
                "llama_tokenize",
                FunctionDescriptor.of(
                        JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_BOOLEAN, JAVA_BOOLEAN));
        piece = function(
                "llama_token_to_piece",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_BOOLEAN));
        isEndOfText = function("llama_vocab_is_eog", FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS, JAVA_INT));
        applyTemplate = function(
                "llama_chat_apply_template",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_BOOLEAN, ADDRESS, JAVA_INT));
        decode = function("llama_decode", FunctionDescriptor.of(JAVA_INT, ADDRESS, Structs.BATCH));
        clear = function("llama_kv_self_clear", FunctionDescriptor.ofVoid(ADDRESS));
        logits = function("llama_get_logits_ith", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        modelDefaults = function("llama_model_default_params", FunctionDescriptor.of(Structs.MODEL));
        contextDefaults = function("llama_context_default_params", FunctionDescriptor.of(Structs.CONTEXT));
    }

    /**
     * The library of this process, loaded at the first call.
     *
     * @throws IOException with the reason why this machine cannot load it
     */
    static synchronized LlamaLibrary load() throws IOException {
        if (loaded == null) {
            Processor.requireUsable();
            var file = NativeFile.extract();
            try {
                var library = new LlamaLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
                library.start();
                loaded = library;
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "llama.cpp cannot be loaded (does the machine have libgomp?): " + e.getMessage(), e);
            } finally {
                NativeFile.delete(file);
            }
        }
        return loaded;
    }

    private void start() throws IOException {
        var setLog = function("llama_log_set", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
        var stub = NativeLog.stub(LINKER);
        invoke(() -> {
            setLog.invokeExact(stub, MemorySegment.NULL);
        });
        var initialise = function("llama_backend_init", FunctionDescriptor.ofVoid());
        invoke(() -> {
            initialise.invokeExact();
        });
        try (var arena = Arena.ofConfined()) {
            Structs.requireKnown(modelDefaults(arena), contextDefaults(arena));
        }
    }

    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        var address = symbols.find(name)
                .orElseThrow(() -> new IllegalArgumentException("the library has no function " + name));
        return LINKER.downcallHandle(address, descriptor);
    }

    MemorySegment modelDefaults(SegmentAllocator allocator) {
        return call(() -> (MemorySegment) modelDefaults.invokeExact(allocator));
    }

    MemorySegment contextDefaults(SegmentAllocator allocator) {
        return call(() -> (MemorySegment) contextDefaults.invokeExact(allocator));
    }

    /** A model; NULL when the file is no good, with the reason in {@link NativeLog}. */
    MemorySegment loadModel(MemorySegment path, MemorySegment parameters) {
        return call(() -> (MemorySegment) loadModel.invokeExact(path, parameters));
    }

    void freeModel(MemorySegment model) {
        invoke(() -> {
            freeModel.invokeExact(model);
        });
    }

    /** A context; NULL when there is not enough memory. */
    MemorySegment newContext(MemorySegment model, MemorySegment parameters) {
        return call(() -> (MemorySegment) newContext.invokeExact(model, parameters));
    }

    void freeContext(MemorySegment context) {
        invoke(() -> {
            freeContext.invokeExact(context);
        });
    }

    MemorySegment vocabulary(MemorySegment model) {
        return call(() -> (MemorySegment) vocabulary.invokeExact(model));
    }

    int vocabularySize(MemorySegment vocabulary) {
        return call(() -> (int) vocabularySize.invokeExact(vocabulary));
    }

    int trainedContext(MemorySegment model) {
        return call(() -> (int) trainedContext.invokeExact(model));
    }

    /** The model's own chat template, or NULL. */
    MemorySegment modelTemplate(MemorySegment model) {
        return call(() -> (MemorySegment) modelTemplate.invokeExact(model, MemorySegment.NULL));
    }

    /** How many tokens; negative when {@code tokens} is too small: then as many are needed. */
    int tokenize(MemorySegment vocabulary, MemorySegment text, MemorySegment tokens, boolean special, boolean parse) {
        var length = (int) text.byteSize();
        var room = (int) (tokens.byteSize() / Integer.BYTES);
        return call(() -> (int) tokenize.invokeExact(vocabulary, text, length, tokens, room, special, parse));
    }

    /** How many bytes the token's text has; negative when {@code buffer} is too small. */
    int piece(MemorySegment vocabulary, int token, MemorySegment buffer) {
        var room = (int) buffer.byteSize();
        return call(() -> (int) piece.invokeExact(vocabulary, token, buffer, room, 0, false));
    }

    boolean isEndOfText(MemorySegment vocabulary, int token) {
        return call(() -> (boolean) isEndOfText.invokeExact(vocabulary, token));
    }

    /** How many bytes the prompt has, which may be more than {@code buffer} holds; negative for an unknown template. */
    int applyTemplate(MemorySegment template, MemorySegment messages, long count, MemorySegment buffer) {
        var room = (int) buffer.byteSize();
        return call(() -> (int) applyTemplate.invokeExact(template, messages, count, true, buffer, room));
    }

    /**
     * Computes a batch. One runs at a time in this process, in order of arrival: b4916 keeps the progress of a matrix
     * product in a static variable (tinyBLAS), so that two at a time would take parts of each other's work.
     *
     * @return 0 when it worked, 1 without room in the context, 2 when aborted, negative on an error
     */
    int decode(MemorySegment context, MemorySegment batch, AbortFlag abort) {
        if (!enter(abort)) {
            return ABORTED;
        }
        try {
            return call(() -> (int) decode.invokeExact(context, batch));
        } finally {
            computing.unlock();
        }
    }

    private boolean enter(AbortFlag abort) {
        try {
            while (!abort.isRaised()) {
                if (computing.tryLock(ASK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void clear(MemorySegment context) {
        invoke(() -> {
            clear.invokeExact(context);
        });
    }

    /** The scores of the token after the last one of the batch. */
    MemorySegment logits(MemorySegment context) {
        return call(() -> (MemorySegment) logits.invokeExact(context, -1));
    }

    /** Gives freed memory back to the system, which glibc would keep for itself; elsewhere nothing is done. */
    static void trim() {
        LINKER.defaultLookup().find("malloc_trim").ifPresent(address -> {
            var trim = LINKER.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
            var unused = call(() -> (int) trim.invokeExact(0L));
        });
    }

    /** The address of a native function that asks {@code flag} whether to abort a computation. */
    static MemorySegment abortCallback(AbortFlag flag, Arena arena) {
        return LINKER.upcallStub(flag.handle(), FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS), arena);
    }

    private interface Call<T> {
        T run() throws Throwable;
    }

    private interface Invocation {
        void run() throws Throwable;
    }

    private static <T> T call(Call<T> call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A native call failed", e);
        }
    }

    private static void invoke(Invocation invocation) {
        call(() -> {
            invocation.run();
            return true;
        });
    }
}
