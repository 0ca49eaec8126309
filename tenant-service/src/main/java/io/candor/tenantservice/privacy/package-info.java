/**
 * Requests about the data of a person or of the whole tenant: export, erasure, the tenant's end.
 *
 * <p>A request has a step for each service. Steps are done by asking the service, again and again until it has answered;
 * what a service does is the same however often it is asked.
 */
@NullMarked
package io.candor.tenantservice.privacy;

import org.jspecify.annotations.NullMarked;
