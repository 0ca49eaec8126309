/** The signed heads of the log (C2SP tlog-checkpoint) and the key that signs them. */
@NullMarked
package io.candor.auditledger.checkpoint;

import org.jspecify.annotations.NullMarked;
