/** What the tests of every module share: a database, tokens, a clock, a model. */
@NullMarked
package io.candor.platform.testing;

import org.jspecify.annotations.NullMarked;
