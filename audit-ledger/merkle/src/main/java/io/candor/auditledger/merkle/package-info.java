/** RFC 6962 Merkle trees and C2SP signed notes in plain Java. */
@NullMarked
package io.candor.auditledger.merkle;

import org.jspecify.annotations.NullMarked;
