/** Receipts: what a tenant keeps to prove a decision, and the check of it that needs nothing but the file. */
@NullMarked
package io.candor.auditledger.receipt;

import org.jspecify.annotations.NullMarked;
