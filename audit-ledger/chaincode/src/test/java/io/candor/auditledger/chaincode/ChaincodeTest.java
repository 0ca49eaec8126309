package io.candor.auditledger.chaincode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.auditledger.merkle.Checkpoint;
import io.candor.auditledger.merkle.SignedNote;
import io.candor.auditledger.merkle.SignerKey;
import io.candor.auditledger.merkle.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.hyperledger.fabric.contract.ContractRouter;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.hyperledger.fabric.shim.ChaincodeServer;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.CompositeKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls the chaincode as a peer does, through the contract API's router, with a mocked stub. */
class ChaincodeTest {
    private static final String ORIGIN = "candor.example/ledger";
    private static final SignerKey KEY = SignerKey.generate(ORIGIN);
    private static final String TENANT = new UUID(0, 1).toString();
    private static final String DIGEST = "a".repeat(64);
    private static final byte[] IDENTITY = TestIdentity.serialized();
    private static ContractRouter router;

    private final Map<String, byte[]> world = new HashMap<>();

    @BeforeAll
    static void findContracts() throws IOException, InterruptedException {
        router = new ContractRouter(new String[] {"-a", "127.0.0.1:7052", "-i", "candor"});
        // It finds the contracts when it starts; this server listens to no peer.
        router.startRouterWithChaincodeServer(mock(ChaincodeServer.class));
    }

    @BeforeEach
    void openLog() {
        assertThat(call("open", KEY.verifierKey().toString()).getStatusCode()).isEqualTo(200);
    }

    @Test
    void checkpointsAreAnchoredOnceAndFound() {
        var note = note(1);

        assertThat(text(call("anchors:anchor", note, ""))).isEqualTo("added");
        assertThat(text(call("anchor", note, ""))).isEqualTo("present");
        assertThat(text(call("head", ORIGIN))).isEqualTo(note);
        assertThat(text(call("at", ORIGIN, "1"))).isEqualTo(note);
        assertThat(text(call("at", ORIGIN, "2"))).isEmpty();
    }

    @Test
    void aRefusalSaysWhyAndWritesNothing() {
        call("anchor", note(2), "");

        var stub = stub("anchor", note(1), "");
        var refused = router.invoke(stub);

        assertThat(refused.getStatusCode()).isEqualTo(500);
        assertThat(refused.getMessage()).startsWith("smaller: ");
        assertThat(refused.getStringPayload()).isEqualTo("smaller");
        verify(stub, never()).putState(anyString(), any(byte[].class));
    }

    @Test
    void aReleaseGoesItsWay() throws JsonProcessingException {
        call(
                "releases:setPolicy",
                TENANT,
                "intents",
                "{\"approvals\":1,\"roles\":[\"admin\"],\"least_figures\":{\"accuracy\":0.9},\"kept_figures\":{\"accuracy\":0.9}}");
        for (var version : List.of("1", "2")) {
            call("releases:propose", TENANT, "intents", version, DIGEST, "{\"accuracy\":0.93}", "user:ada", "owner");
            call("releases:approve", TENANT, "intents", version, "user:ben", "admin");
            call("releases:activate", TENANT, "intents", version, DIGEST);
        }

        var back = json(call("releases:report", TENANT, "intents", "2", "{\"accuracy\":0.5}"));

        assertThat(back.path("version").asText()).isEqualTo("1");
        assertThat(json(call("releases:releases", TENANT, "intents")).findValuesAsText("stage"))
                .containsExactly("PRODUCTION", "RETIRED");
        assertThat(text(call("releases:report", TENANT, "intents", "2", "{}"))).isEqualTo("null");
        assertThat(call("releases:rollback", TENANT, "intents").getStringPayload())
                .isEqualTo("nothing-before");
    }

    @Test
    void malformedArgumentsAreNamed() {
        assertThat(call("releases:releases", "nobody", "intents").getMessage()).contains("tenant must be a UUID");
        assertThat(call("releases:propose", TENANT, "m", "1", DIGEST, "{", "user:ada", "owner")
                        .getStringPayload())
                .isEqualTo("argument-malformed");
    }

    private Response call(String function, String... arguments) {
        return router.invoke(stub(function, arguments));
    }

    private ChaincodeStub stub(String function, String... arguments) {
        var stub = mock(ChaincodeStub.class);
        var all = Stream.concat(Stream.of(function), Stream.of(arguments)).toList();
        when(stub.getStringArgs()).thenReturn(all);
        when(stub.getCreator()).thenReturn(IDENTITY);
        when(stub.getFunction()).thenReturn(function);
        when(stub.getParameters()).thenReturn(List.of(arguments));
        when(stub.getArgs())
                .thenReturn(all.stream()
                        .map(each -> each.getBytes(StandardCharsets.UTF_8))
                        .toList());
        when(stub.createCompositeKey(anyString(), any(String[].class)))
                .thenAnswer(call -> new CompositeKey(
                        call.getArgument(0), call.getRawArguments()[1] instanceof String[] parts ? parts : null));
        when(stub.getState(anyString())).thenAnswer(call -> world.get(call.<String>getArgument(0)));
        doAnswer(call -> world.put(call.getArgument(0), call.getArgument(1)))
                .when(stub)
                .putState(anyString(), any(byte[].class));
        return stub;
    }

    private static String note(long size) {
        return SignedNote.sign(new Checkpoint(ORIGIN, size, TreeHash.empty()).text(), KEY)
                .toString();
    }

    private static String text(Response response) {
        assertThat(response.getStatusCode()).as(response.getMessage()).isEqualTo(200);
        return response.getStringPayload();
    }

    private static JsonNode json(Response response) throws JsonProcessingException {
        return new ObjectMapper().readTree(text(response));
    }
}
