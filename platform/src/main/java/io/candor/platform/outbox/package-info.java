/** Events that commit with the work and reach their receiver exactly once in effect. */
@NullMarked
package io.candor.platform.outbox;

import org.jspecify.annotations.NullMarked;
