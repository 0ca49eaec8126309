/** The edge: authentication, limits, routing and streaming, and the web app's files. */
@NullMarked
package io.candor.gateway;

import org.jspecify.annotations.NullMarked;
