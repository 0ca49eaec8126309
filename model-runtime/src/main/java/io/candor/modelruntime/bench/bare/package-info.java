/** The baseline: {@code session.run} of ONNX Runtime with nothing around it. */
@NullMarked
package io.candor.modelruntime.bench.bare;

import org.jspecify.annotations.NullMarked;
