/** The internal token between services: who issues it, who verifies it, and what a route demands of it. */
@NullMarked
package io.candor.platform.security;

import org.jspecify.annotations.NullMarked;
