/** The launcher: starts everything on one machine, keeps it running, and stops it without a trace. */
@NullMarked
package io.candor.launcher;

import org.jspecify.annotations.NullMarked;
