package io.candor.auditledger.chaincode;

import io.candor.auditledger.contract.AnchorContract;
import java.util.List;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.ContractInterface;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Default;
import org.hyperledger.fabric.contract.annotation.Info;
import org.hyperledger.fabric.contract.annotation.Transaction;

/** {@link AnchorContract} on a channel. */
@Contract(name = "anchors", info = @Info(title = "Anchored checkpoints of audit ledgers", version = "1"))
@Default
public final class AnchorChaincode implements ContractInterface {

    /** Opens a log under its verifier key (C2SP signed-note). */
    @Transaction
    public void open(Context context, String key) {
        Refusals.told(() -> {
            contract(context).open(key);
            return key;
        });
    }

    /** Adds a key that the log's last key has signed. */
    @Transaction
    public void addKey(Context context, String note) {
        Refusals.told(() -> {
            contract(context).addKey(note);
            return note;
        });
    }

    /**
     * Anchors a checkpoint; once it is there, the same again changes nothing.
     *
     * @param proof base64 of the hashes of the consistency proof, one in each line; empty from nothing
     * @return {@code added} or {@code present}
     */
    @Transaction
    public String anchor(Context context, String note, String proof) {
        return Refusals.told(() -> contract(context)
                        .anchor(
                                note,
                                proof.isEmpty() ? List.of() : proof.lines().toList())
                        .added()
                ? "added"
                : "present");
    }

    /** The last anchored checkpoint of a log; empty when there is none. */
    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String head(Context context, String origin) {
        return contract(context).head(origin).orElse("");
    }

    /** The anchored checkpoint of a log at this size; empty when there is none. */
    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String at(Context context, String origin, long size) {
        return contract(context).at(origin, size).orElse("");
    }

    private static AnchorContract contract(Context context) {
        return new AnchorContract(new StubState(context.getStub()));
    }
}
