/** The embedded PostgreSQL: binaries, data folder, roles. */
@NullMarked
package io.candor.launcher.postgres;

import org.jspecify.annotations.NullMarked;
