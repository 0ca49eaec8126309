/** Tensors of the Open Inference Protocol v2, apart from any wire and any engine. */
@NullMarked
package io.candor.modelruntime.tensor;

import org.jspecify.annotations.NullMarked;
