/** Which language a text is in. */
@NullMarked
package io.candor.modelruntime.language;

import org.jspecify.annotations.NullMarked;
