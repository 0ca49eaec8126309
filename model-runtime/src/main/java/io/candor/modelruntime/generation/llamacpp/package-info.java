/**
 * Generates text from GGUF weights on this machine. The native library is the one in the JNI binding {@code
 * de.kherud:llama}; its C interface is called directly (JEP 454), because the binding's own classes can neither stop while
 * a prompt is read nor say how many tokens were generated or why the text ended, and its server frees memory that a
 * thread still uses.
 */
@NullMarked
package io.candor.modelruntime.generation.llamacpp;

import org.jspecify.annotations.NullMarked;
