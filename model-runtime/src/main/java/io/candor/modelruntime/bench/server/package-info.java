/** The servers under load, each in a process of its own, and what those processes use. */
@NullMarked
package io.candor.modelruntime.bench.server;

import org.jspecify.annotations.NullMarked;
