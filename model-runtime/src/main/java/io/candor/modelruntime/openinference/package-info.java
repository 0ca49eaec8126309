/** The Open Inference Protocol v2 over REST and gRPC. */
@NullMarked
package io.candor.modelruntime.openinference;

import org.jspecify.annotations.NullMarked;
