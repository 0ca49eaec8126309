/**
 * The queue of one model: fair between tenants by deficit round robin, batched by Triton's rules, run by one thread per
 * instance. Plain Java, so that a virtual clock tests it.
 */
@NullMarked
package io.candor.modelruntime.scheduler;

import org.jspecify.annotations.NullMarked;
