package io.candor.auditledger.chaincode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.candor.auditledger.contract.ReleaseContract;
import io.candor.auditledger.contract.ReleaseContract.Actor;
import io.candor.auditledger.contract.ReleaseContract.Model;
import io.candor.auditledger.contract.ReleasePolicy;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.ContractInterface;
import org.hyperledger.fabric.contract.annotation.Contract;
import org.hyperledger.fabric.contract.annotation.Info;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.hyperledger.fabric.shim.ChaincodeException;

/** {@link ReleaseContract} on a channel; releases, policies and figures are JSON. */
@Contract(name = "releases", info = @Info(title = "Releases of model versions", version = "1"))
public final class ReleaseChaincode implements ContractInterface {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Sets the policy of a tenant's model. */
    @Transaction
    public void setPolicy(Context context, String tenant, String model, String policy) {
        answer(context, contract -> {
            contract.setPolicy(model(tenant, model), read(policy, new TypeReference<ReleasePolicy>() {}));
            return policy;
        });
    }

    /** Proposes a version with the figures of its evaluation. */
    @Transaction
    public String propose(
            Context context,
            String tenant,
            String model,
            String version,
            String sha256,
            String figures,
            String subject,
            String role) {
        return answer(
                context,
                contract -> contract.propose(
                        model(tenant, model), version, sha256, figures(figures), new Actor(subject, role)));
    }

    /** Approves a candidate. */
    @Transaction
    public String approve(Context context, String tenant, String model, String version, String subject, String role) {
        return answer(context, contract -> contract.approve(model(tenant, model), version, new Actor(subject, role)));
    }

    /** Refuses a candidate or an approved version, for good. */
    @Transaction
    public String refuse(Context context, String tenant, String model, String version, String subject, String role) {
        return answer(context, contract -> contract.refuse(model(tenant, model), version, new Actor(subject, role)));
    }

    /** Puts an approved version into production. */
    @Transaction
    public String activate(Context context, String tenant, String model, String version, String sha256) {
        return answer(context, contract -> contract.activate(model(tenant, model), version, sha256));
    }

    /** Goes back to the version before. */
    @Transaction
    public String rollback(Context context, String tenant, String model) {
        return answer(context, contract -> contract.rollback(model(tenant, model)));
    }

    /** Takes note of figures in production; the version that is in production again, or {@code null}. */
    @Transaction
    public String report(Context context, String tenant, String model, String version, String figures) {
        return answer(
                context,
                contract -> contract.report(model(tenant, model), version, figures(figures))
                        .orElse(null));
    }

    /** All releases of a model. */
    @Transaction(intent = Transaction.TYPE.EVALUATE)
    public String releases(Context context, String tenant, String model) {
        return answer(context, contract -> contract.releases(model(tenant, model)));
    }

    private static String answer(
            Context context, Function<ReleaseContract, @org.jspecify.annotations.Nullable Object> call) {
        var answer = Refusals.told(
                () -> java.util.Optional.ofNullable(call.apply(new ReleaseContract(new StubState(context.getStub())))));
        try {
            return JSON.writeValueAsString(answer.orElse(null));
        } catch (JsonProcessingException e) {
            throw new ChaincodeException(e);
        }
    }

    private static Model model(String tenant, String name) {
        try {
            return new Model(UUID.fromString(tenant), name);
        } catch (IllegalArgumentException malformed) {
            throw new ChaincodeException("argument-malformed: the tenant must be a UUID", "argument-malformed");
        }
    }

    private static Map<String, BigDecimal> figures(String json) {
        return read(json, new TypeReference<Map<String, BigDecimal>>() {});
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException malformed) {
            throw new ChaincodeException("argument-malformed: " + malformed.getOriginalMessage(), "argument-malformed");
        }
    }
}
