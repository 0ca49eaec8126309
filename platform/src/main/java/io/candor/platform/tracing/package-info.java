/**
 * Spans of OpenTelemetry from the gateway to the model (W3C Trace Context). Off unless there is somewhere to send them:
 * then nothing is made, and no thread runs.
 */
@NullMarked
package io.candor.platform.tracing;

import org.jspecify.annotations.NullMarked;
