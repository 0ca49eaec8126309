/** How fast the models are without a server around them. */
@NullMarked
package io.candor.modelruntime.bench;

import org.jspecify.annotations.NullMarked;
