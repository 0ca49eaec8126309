/** The log itself: takes decisions in, gives each its place, and keeps the tree over them (RFC 6962). */
@NullMarked
package io.candor.auditledger.log;

import org.jspecify.annotations.NullMarked;
