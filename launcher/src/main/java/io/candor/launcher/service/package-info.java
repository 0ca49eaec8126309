/** Candor's services: jars, ports and environment. */
@NullMarked
package io.candor.launcher.service;

import org.jspecify.annotations.NullMarked;
