package io.candor.modelruntime.generation;

import io.candor.platform.web.ProblemException;

/** What generates text for a chat: weights on this machine, a server elsewhere, or several of them in order. */
public interface ChatEngine extends AutoCloseable {
    /** What it is called in answers and records: {@code llama.cpp}, or the name of the upstream. */
    String name();

    /**
     * Checks without waiting that a generation may begin.
     *
     * @throws ProblemException 503 {@code model-unavailable} whose detail says what to do
     */
    void requireAvailable();

    /**
     * Generates in the calling thread until the text ends, {@code maxTokens} are reached or {@code sink.isCancelled()}.
     *
     * @throws ProblemException when the prompt is refused (400), too many generate already (429) or no engine is available (503)
     * @throws EngineException when the engine fails; text may have gone to the sink before
     */
    ChatResult generate(ChatPrompt prompt, ChatSink sink);

    /** Frees what it holds; generations that run are ended. */
    @Override
    void close();
}
