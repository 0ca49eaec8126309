/** Benchmarks: what the platform does per second, beside a baseline measured in the same run. */
@NullMarked
package io.candor.launcher.bench;

import org.jspecify.annotations.NullMarked;
