/**
 * What every service can do about a person's and a tenant's data: show it, erase it, and keep it no longer than wanted.
 *
 * <p>It works on every table of the service's schema that has a {@code tenant_id}, so that a new table cannot be forgotten;
 * a column {@code sealed_by} names the key, and so the person, that a row belongs to.
 */
@NullMarked
package io.candor.platform.privacy;

import org.jspecify.annotations.NullMarked;
