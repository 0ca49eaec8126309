/** Keycloak: distribution, realm, server. */
@NullMarked
package io.candor.launcher.keycloak;

import org.jspecify.annotations.NullMarked;
