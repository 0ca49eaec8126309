/** Signing keys of the internal tokens, one per issuer, and the operator's own tokens. */
@NullMarked
package io.candor.launcher.key;

import org.jspecify.annotations.NullMarked;
