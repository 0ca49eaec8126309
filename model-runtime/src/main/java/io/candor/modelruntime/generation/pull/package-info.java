/** {@code ./candor models}: fetches GGUF weights into the model repository of this machine, with a checked digest, or not at all. */
@NullMarked
package io.candor.modelruntime.generation.pull;

import org.jspecify.annotations.NullMarked;
