/** The Open Inference Protocol v2: what both of its wires, REST and gRPC, share. */
@NullMarked
package io.candor.modelruntime.openinference;

import org.jspecify.annotations.NullMarked;
