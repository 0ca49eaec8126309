/** The demo tenants, brought in through the services' own interfaces. */
@NullMarked
package io.candor.launcher.seed;

import org.jspecify.annotations.NullMarked;
