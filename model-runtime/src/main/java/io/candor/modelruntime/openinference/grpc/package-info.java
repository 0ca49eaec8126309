/** The Open Inference Protocol v2 over gRPC, with the extensions for repository and statistics. */
@NullMarked
package io.candor.modelruntime.openinference.grpc;

import org.jspecify.annotations.NullMarked;
