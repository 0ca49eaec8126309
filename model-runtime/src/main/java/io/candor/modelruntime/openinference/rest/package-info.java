/** The Open Inference Protocol v2 over REST: JSON and binary tensor data, and the extensions for repository and statistics. */
@NullMarked
package io.candor.modelruntime.openinference.rest;

import org.jspecify.annotations.NullMarked;
