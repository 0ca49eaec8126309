/** What a tenant owes: invoices, whether they are paid, and what follows when they are not. */
@NullMarked
package io.candor.tenantservice.billing;

import org.jspecify.annotations.NullMarked;
