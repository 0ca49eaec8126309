/**
 * The rules by which a checkpoint is anchored and a model version is released. They know neither a network nor a database:
 * the same code runs as chaincode of Hyperledger Fabric and inside the ledger.
 */
@NullMarked
package io.candor.auditledger.contract;

import org.jspecify.annotations.NullMarked;
