/** The models that are loaded, and how they are asked. */
@NullMarked
package io.candor.modelruntime.serving;

import org.jspecify.annotations.NullMarked;
