package io.candor.auditledger.contract;

import java.util.Optional;

/** What a contract remembers, by key. What one call puts is kept together or not at all. */
public interface ContractState {

    /** The value of {@code key}, if there is one. */
    Optional<String> get(String key);

    /** Keeps {@code value} under {@code key}. */
    void put(String key, String value);
}
