/** Clients of the Open Inference Protocol v2 that cost little themselves: requests are encoded once, answers only measured. */
@NullMarked
package io.candor.modelruntime.bench.wire;

import org.jspecify.annotations.NullMarked;
