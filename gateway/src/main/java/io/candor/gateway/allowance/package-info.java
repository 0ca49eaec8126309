/**
 * Budgets and quotas by reservation: each billable call is logged and reserves what it may use, in one durable transaction,
 * before it is let through; what it really used is charged afterwards and sets the reservation free.
 */
@NullMarked
package io.candor.gateway.allowance;

import org.jspecify.annotations.NullMarked;
