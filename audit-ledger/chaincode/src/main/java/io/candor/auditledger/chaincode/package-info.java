/** The contracts of anchors and releases as chaincode of Hyperledger Fabric (contract API, chaincode-as-a-service). */
@NullMarked
package io.candor.auditledger.chaincode;

import org.jspecify.annotations.NullMarked;
