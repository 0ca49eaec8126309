/** The platform as a whole: what a command or a system test starts and stops. */
@NullMarked
package io.candor.launcher.platform;

import org.jspecify.annotations.NullMarked;
