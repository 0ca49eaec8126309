/** The audit ledger: an append-only log of model decisions that anybody can verify. */
@NullMarked
package io.candor.auditledger;

import org.jspecify.annotations.NullMarked;
