/** The port to the model runtime. */
@NullMarked
package io.candor.platform.inference;

import org.jspecify.annotations.NullMarked;
