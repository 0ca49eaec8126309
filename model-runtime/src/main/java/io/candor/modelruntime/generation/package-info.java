/** Generates text: chat models, the engines that run them (weights on this machine, servers elsewhere) and who steps in when one fails. */
@NullMarked
package io.candor.modelruntime.generation;

import org.jspecify.annotations.NullMarked;
