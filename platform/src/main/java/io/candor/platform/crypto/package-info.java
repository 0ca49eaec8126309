/**
 * Keys of tenants and of the people their data is about.
 *
 * <p>Envelope encryption: each subject of a tenant has keys of its own, which lie in the service's schema wrapped by the
 * master keyset. What a key sealed is lost with it, so erasing a person means destroying their keys.
 */
@NullMarked
package io.candor.platform.crypto;

import org.jspecify.annotations.NullMarked;
