/** Generates text on a server elsewhere that speaks the OpenAI chat completions protocol: vLLM, Ollama, a vendor. */
@NullMarked
package io.candor.modelruntime.generation.upstream;

import org.jspecify.annotations.NullMarked;
