/** From text to vectors and from vectors to scores: tokenizer, encoder, pooling and heads. */
@NullMarked
package io.candor.modelruntime.textpipeline;

import org.jspecify.annotations.NullMarked;
