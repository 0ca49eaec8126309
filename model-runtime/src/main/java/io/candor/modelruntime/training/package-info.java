/**
 * Trains the heads that ship with the runtime: reads the public data sets, embeds them with a frozen encoder, fits small
 * networks, calibrates and measures them, and writes each as one ONNX graph with its description and model card.
 */
@NullMarked
package io.candor.modelruntime.training;

import org.jspecify.annotations.NullMarked;
