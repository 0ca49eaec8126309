package io.candor.auditledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.candor.auditledger.contract.ReleaseContract.Actor;
import io.candor.auditledger.contract.ReleaseContract.Model;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReleaseContractTest {
    private static final Model MODEL = new Model(new UUID(0, 1), "intents");
    private static final Actor ADA = new Actor("user:ada", "owner");
    private static final Actor BEN = new Actor("user:ben", "admin");
    private static final Actor CID = new Actor("user:cid", "admin");
    private static final Actor EVE = new Actor("user:eve", "member");
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);

    private final MapState state = new MapState();
    private final ReleaseContract contract = new ReleaseContract(state);

    @Test
    void aVersionMovesFromCandidateToProductionAndRetires() {
        assertThat(contract.propose(MODEL, "1", ONE, Map.of(), ADA).stage()).isEqualTo(ReleaseStage.CANDIDATE);
        assertThat(contract.approve(MODEL, "1", BEN).stage()).isEqualTo(ReleaseStage.APPROVED);
        assertThat(contract.activate(MODEL, "1", ONE).stage()).isEqualTo(ReleaseStage.PRODUCTION);
        release("2", TWO);

        assertThat(contract.releases(MODEL))
                .extracting(Release::version, Release::stage)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("1", ReleaseStage.RETIRED),
                        org.assertj.core.groups.Tuple.tuple("2", ReleaseStage.PRODUCTION));
    }

    @Test
    void nothingIsActivatedThatWasNotApproved() {
        refused("release-unknown", () -> contract.activate(MODEL, "1", ONE));
        contract.propose(MODEL, "1", ONE, Map.of(), ADA);
        refused("stage-wrong", () -> contract.activate(MODEL, "1", ONE));
        contract.approve(MODEL, "1", BEN);
        refused("files-differ", () -> contract.activate(MODEL, "1", TWO));
    }

    @Test
    void theProposerAStrangersRoleAndASecondVoteDoNotCount() {
        contract.setPolicy(MODEL, new ReleasePolicy(2, Set.of("owner", "admin"), Map.of(), Map.of()));
        contract.propose(MODEL, "1", ONE, Map.of(), ADA);

        refused("proposer-approves", () -> contract.approve(MODEL, "1", ADA));
        refused("role-wrong", () -> contract.approve(MODEL, "1", EVE));
        assertThat(contract.approve(MODEL, "1", BEN).stage()).isEqualTo(ReleaseStage.CANDIDATE);
        refused("approved-twice", () -> contract.approve(MODEL, "1", BEN));
        assertThat(contract.approve(MODEL, "1", CID).stage()).isEqualTo(ReleaseStage.APPROVED);
    }

    @Test
    void figuresMustReachWhatThePolicyDemands() {
        contract.setPolicy(
                MODEL, new ReleasePolicy(1, Set.of("admin"), Map.of("accuracy", new BigDecimal("0.92")), Map.of()));

        refused("figures-too-low", () -> contract.propose(MODEL, "1", ONE, Map.of(), ADA));
        refused("figures-too-low", () -> contract.propose(MODEL, "1", ONE, figures("0.9199"), ADA));
        assertThat(contract.propose(MODEL, "1", ONE, figures("0.920"), ADA).stage())
                .isEqualTo(ReleaseStage.CANDIDATE);
    }

    @Test
    void whereNobodyMustApproveAProposalIsApproved() {
        contract.setPolicy(MODEL, new ReleasePolicy(0, Set.of(), Map.of(), Map.of()));

        assertThat(contract.propose(MODEL, "1", ONE, Map.of(), ADA).stage()).isEqualTo(ReleaseStage.APPROVED);
    }

    @Test
    void aRefusedVersionStaysRefused() {
        contract.propose(MODEL, "1", ONE, Map.of(), ADA);
        contract.refuse(MODEL, "1", BEN);

        refused("stage-wrong", () -> contract.approve(MODEL, "1", CID));
        refused("release-known", () -> contract.propose(MODEL, "1", ONE, Map.of(), ADA));
    }

    @Test
    void rollingBackRestoresOneVersionAfterTheOther() {
        refused("nothing-before", () -> contract.rollback(MODEL));
        release("1", ONE);
        release("2", TWO);
        release("3", ONE);

        assertThat(contract.rollback(MODEL).version()).isEqualTo("2");
        assertThat(contract.rollback(MODEL).version()).isEqualTo("1");
        refused("nothing-before", () -> contract.rollback(MODEL));
        assertThat(contract.production(MODEL)).map(Release::version).contains("1");
    }

    @Test
    void theContractGoesBackByItselfWhereAFigureFalls() {
        contract.setPolicy(
                MODEL, new ReleasePolicy(1, Set.of("admin"), Map.of(), Map.of("accuracy", new BigDecimal("0.9"))));
        release("1", ONE);
        release("2", TWO);

        assertThat(contract.report(MODEL, "2", figures("0.95"))).isEmpty();
        assertThat(contract.report(MODEL, "1", figures("0.1"))).isEmpty();
        assertThat(contract.report(MODEL, "2", Map.of("other", BigDecimal.ZERO)))
                .isEmpty();
        assertThat(contract.report(MODEL, "2", figures("0.89")))
                .map(Release::version)
                .contains("1");
        assertThat(contract.report(MODEL, "1", figures("0.1"))).isEmpty();
    }

    @Test
    void whatIsKeptHasOneForm() {
        var figures = Map.of("recall", new BigDecimal("0.50"), "accuracy", new BigDecimal("0.9"));
        contract.setPolicy(MODEL, new ReleasePolicy(1, Set.of("owner", "auditor", "admin"), figures, Map.of()));
        contract.propose(MODEL, "10", ONE, figures, ADA);
        contract.propose(MODEL, "2", TWO, figures, ADA);

        assertThat(state.copy())
                .containsEntry(
                        "release " + MODEL.tenant() + " intents",
                        "{\"policy\":{\"approvals\":1,\"roles\":[\"admin\",\"auditor\",\"owner\"],\"least_figures\":{\"accuracy\":0.9,"
                                + "\"recall\":0.50},\"kept_figures\":{}},\"releases\":[{\"version\":\"10\",\"sha256\":\""
                                + ONE
                                + "\",\"figures\":{\"accuracy\":0.9,\"recall\":0.50},\"proposer\":\"user:ada\",\"approvers\":[],"
                                + "\"stage\":\"CANDIDATE\"},{\"version\":\"2\",\"sha256\":\"" + TWO
                                + "\",\"figures\":{\"accuracy\":0.9,\"recall\":0.50},\"proposer\":\"user:ada\",\"approvers\":[],"
                                + "\"stage\":\"CANDIDATE\"}],\"history\":[]}");
        assertThat(contract.releases(MODEL)).extracting(Release::version).containsExactly("10", "2");
    }

    @Test
    void modelsAndTenantsDoNotMix() {
        release("1", ONE);

        assertThat(contract.releases(new Model(new UUID(0, 2), "intents"))).isEmpty();
        assertThat(contract.releases(new Model(new UUID(0, 1), "other"))).isEmpty();
    }

    private void release(String version, String sha256) {
        contract.propose(MODEL, version, sha256, Map.of(), ADA);
        contract.approve(MODEL, version, BEN);
        contract.activate(MODEL, version, sha256);
    }

    private static Map<String, BigDecimal> figures(String accuracy) {
        return Map.of("accuracy", new BigDecimal(accuracy));
    }

    private void refused(String code, Runnable call) {
        var before = state.copy();

        var refusal = catchThrowableOfType(ContractRefusal.class, call::run);

        assertThat(refusal).as(code).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(state.copy()).isEqualTo(before);
    }
}
