package io.candor.modelruntime.generation;

import io.candor.platform.web.ProblemException;
import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Several engines in order: the next one steps in when one cannot begin; never once text was sent. */
public final class FallbackEngine implements ChatEngine {
    private final List<ChatEngine> engines;

    /** At least one engine, the one to use first first. */
    public FallbackEngine(List<ChatEngine> engines) {
        if (engines.isEmpty()) {
            throw new IllegalArgumentException("A model has at least one engine");
        }
        this.engines = List.copyOf(engines);
    }

    @Override
    public String name() {
        return engines.stream().map(ChatEngine::name).collect(Collectors.joining(", "));
    }

    @Override
    public void requireAvailable() {
        var failures = new ArrayList<ProblemException>();
        for (var engine : engines) {
            try {
                engine.requireAvailable();
                return;
            } catch (ProblemException e) {
                failures.add(e);
            }
        }
        throw all(failures);
    }

    @Override
    public ChatResult generate(ChatPrompt prompt, ChatSink sink) {
        var failures = new ArrayList<ProblemException>();
        for (var engine : engines) {
            try {
                engine.requireAvailable();
                return engine.generate(prompt, sink);
            } catch (EngineException e) {
                if (!e.retryable()) {
                    throw e;
                }
                failures.add(e);
                if (sink.isCancelled()) {
                    return new ChatResult("cancelled", 0, 0, false, engine.name());
                }
            }
        }
        throw all(failures);
    }

    /** One failure as it is; of several, that it is for want of room if it is so for any: then it pays to come again. */
    private static ProblemException all(List<ProblemException> failures) {
        if (failures.size() == 1) {
            return failures.getFirst();
        }
        var overload = failures.stream()
                .filter(failure -> failure.status() == HttpStatus.TOO_MANY_REQUESTS)
                .findFirst();
        return overload.orElseGet(() -> EngineException.unavailable(
                failures.stream().map(ProblemException::detail).collect(Collectors.joining("; "))));
    }

    @Override
    public void close() {
        engines.forEach(ChatEngine::close);
    }
}
