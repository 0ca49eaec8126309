/** The demo: what a customer would do, with every promise of the platform checked on the way. */
@NullMarked
package io.candor.launcher.demo;

import org.jspecify.annotations.NullMarked;
