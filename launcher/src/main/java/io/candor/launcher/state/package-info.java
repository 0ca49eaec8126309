/** The state folder: where everything that survives a restart lives. */
@NullMarked
package io.candor.launcher.state;

import org.jspecify.annotations.NullMarked;
