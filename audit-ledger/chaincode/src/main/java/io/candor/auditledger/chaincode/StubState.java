package io.candor.auditledger.chaincode;

import io.candor.auditledger.contract.ContractState;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hyperledger.fabric.shim.ChaincodeStub;

/** The world state of a channel, under composite keys of the type {@code candor}. */
record StubState(ChaincodeStub stub) implements ContractState {
    private static final String TYPE = "candor";

    @Override
    public Optional<String> get(String key) {
        var value = stub.getState(composite(key));
        return value == null || value.length == 0
                ? Optional.empty()
                : Optional.of(new String(value, StandardCharsets.UTF_8));
    }

    @Override
    public void put(String key, String value) {
        stub.putState(composite(key), value.getBytes(StandardCharsets.UTF_8));
    }

    private String composite(String key) {
        return stub.createCompositeKey(TYPE, key).toString();
    }
}
