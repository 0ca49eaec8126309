/** The seven measures that the model runtime is held to, one class for each. */
@NullMarked
package io.candor.modelruntime.bench.row;

import org.jspecify.annotations.NullMarked;
