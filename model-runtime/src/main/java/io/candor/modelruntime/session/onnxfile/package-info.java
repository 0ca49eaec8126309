/**
 * Reads ONNX files (onnx.proto) without trusting them: what is wrong with one is found before ONNX Runtime sees it. Weights
 * are skipped, so that a file of gigabytes costs little.
 */
@NullMarked
package io.candor.modelruntime.session.onnxfile;

import org.jspecify.annotations.NullMarked;
