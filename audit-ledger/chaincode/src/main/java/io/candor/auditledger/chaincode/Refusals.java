package io.candor.auditledger.chaincode;

import io.candor.auditledger.contract.ContractRefusal;
import java.util.function.Supplier;
import org.hyperledger.fabric.shim.ChaincodeException;

/** Tells a client what a contract refused: {@code code: message}, with the code as payload. */
final class Refusals {
    private Refusals() {}

    static <T> T told(Supplier<T> call) {
        try {
            return call.get();
        } catch (ContractRefusal refusal) {
            throw new ChaincodeException(refusal.code() + ": " + refusal.getMessage(), refusal.code());
        }
    }
}
