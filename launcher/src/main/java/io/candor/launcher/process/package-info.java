/** Supervised processes: started in a group of their own, restarted when they die, found again by their record. */
@NullMarked
package io.candor.launcher.process;

import org.jspecify.annotations.NullMarked;
