/** Reads from the model repository which models generate text, and by which engines; the repository is looked at while the service runs. */
@NullMarked
package io.candor.modelruntime.generation.catalogue;

import org.jspecify.annotations.NullMarked;
