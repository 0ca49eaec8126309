/** How servers are loaded: closed loops of clients, open loops at a rate, and what came of them. */
@NullMarked
package io.candor.modelruntime.bench.load;

import org.jspecify.annotations.NullMarked;
