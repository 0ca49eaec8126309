/** Mails to people: written in the transaction of what they tell of, and sent after it. */
@NullMarked
package io.candor.tenantservice.mail;

import org.jspecify.annotations.NullMarked;
