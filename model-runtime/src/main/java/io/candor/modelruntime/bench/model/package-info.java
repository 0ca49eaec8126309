/** What the benchmark's runtime serves: graphs written on the spot, broken ones among them, and inputs for them. */
@NullMarked
package io.candor.modelruntime.bench.model;

import org.jspecify.annotations.NullMarked;
