/** Serves the files of the web app and tells it where to sign in. */
@NullMarked
package io.candor.gateway.webui;

import org.jspecify.annotations.NullMarked;
