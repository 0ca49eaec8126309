/** The model runtime: a model repository, ONNX Runtime sessions and the Open Inference Protocol v2. */
@NullMarked
package io.candor.modelruntime;

import org.jspecify.annotations.NullMarked;
