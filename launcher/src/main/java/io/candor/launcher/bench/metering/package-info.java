/** The benchmark of metering: how many events a second are taken in durably, and that none is lost or counted twice. */
@NullMarked
package io.candor.launcher.bench.metering;

import org.jspecify.annotations.NullMarked;
