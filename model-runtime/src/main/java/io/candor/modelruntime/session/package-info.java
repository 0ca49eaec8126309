/** ONNX Runtime sessions: plain Java arrays in and out, native memory freed, CUDA where there is one. */
@NullMarked
package io.candor.modelruntime.session;

import org.jspecify.annotations.NullMarked;
