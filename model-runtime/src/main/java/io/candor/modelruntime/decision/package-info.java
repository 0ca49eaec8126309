/** Leaves the decision record and the metered usage of a call, in one transaction, for their receivers. */
@NullMarked
package io.candor.modelruntime.decision;

import org.jspecify.annotations.NullMarked;
