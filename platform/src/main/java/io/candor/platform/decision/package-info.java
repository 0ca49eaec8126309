/** The decision record, its canonical form and its digests. */
@NullMarked
package io.candor.platform.decision;

import org.jspecify.annotations.NullMarked;
