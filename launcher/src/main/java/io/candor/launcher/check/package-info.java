/** What must hold on the machine before anything is started. */
@NullMarked
package io.candor.launcher.check;

import org.jspecify.annotations.NullMarked;
