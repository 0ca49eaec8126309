/** Named steps at which a test may stop a process. */
@NullMarked
package io.candor.platform.fault;

import org.jspecify.annotations.NullMarked;
