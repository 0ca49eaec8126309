package io.candor.auditledger.contract;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A contract's state in memory. */
final class MapState implements ContractState {
    private final Map<String, String> values = new HashMap<>();

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public void put(String key, String value) {
        values.put(key, value);
    }

    Map<String, String> copy() {
        return Map.copyOf(values);
    }
}
