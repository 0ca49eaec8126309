/** What the models have done: for Prometheus, for the statistics extension, and as spans of a trace. */
@NullMarked
package io.candor.modelruntime.metrics;

import org.jspecify.annotations.NullMarked;
