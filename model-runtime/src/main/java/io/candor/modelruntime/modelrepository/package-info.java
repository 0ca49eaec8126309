/** The model repository on disk: what each version is made of, and whether its files are the ones it was described with. */
@NullMarked
package io.candor.modelruntime.modelrepository;

import org.jspecify.annotations.NullMarked;
