/** What every HTTP surface shares: problem details, pagination, idempotency keys and request ids. */
@NullMarked
package io.candor.platform.web;

import org.jspecify.annotations.NullMarked;
