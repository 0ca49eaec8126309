package io.candor.auditledger.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets a version of a model move from candidate to approved, to production, and into retirement, only as its tenant's policy
 * says. What it keeps has one form for one content, so that all who run it as chaincode come to the same bytes.
 */
public final class ReleaseContract {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final String DIGEST = "[0-9a-f]{64}";

    private final ContractState state;

    /** A contract over what {@code state} remembers. */
    public ReleaseContract(ContractState state) {
        this.state = state;
    }

    /** A model of a tenant. */
    public record Model(UUID tenant, String name) {}

    /**
     * Who acts.
     *
     * @param subject names the person or key
     * @param role the role in which it acts
     */
    public record Actor(String subject, String role) {}

    /** The policy of a model. */
    public ReleasePolicy policy(Model model) {
        return book(model).policy();
    }

    /** Sets the policy of a model; what has been approved stays approved. */
    public void setPolicy(Model model, ReleasePolicy policy) {
        put(model, book(model).with(policy));
    }

    /** All releases of a model, in the order in which they were proposed. */
    public List<Release> releases(Model model) {
        return book(model).releases();
    }

    /** The version in production. */
    public Optional<Release> production(Model model) {
        return book(model).production();
    }

    /**
     * Proposes a version; where the policy demands no approval, it is approved with that.
     *
     * @param figures of its evaluation
     * @throws ContractRefusal {@code release-malformed}, {@code release-known}, {@code figures-too-low}
     */
    public Release propose(
            Model model, String version, String sha256, Map<String, BigDecimal> figures, Actor proposer) {
        if (version.isBlank() || !sha256.matches(DIGEST)) {
            throw new ContractRefusal("release-malformed", "A release has a version and the SHA-256 of its files");
        }
        var book = book(model);
        book.find(version).ifPresent(known -> {
            throw new ContractRefusal("release-known", "Version " + version + " has been proposed already");
        });
        var low = below(book.policy().leastFigures(), figures);
        if (!low.isEmpty()) {
            throw new ContractRefusal("figures-too-low", "The policy demands " + String.join(", ", low));
        }
        var stage = book.policy().approvals() == 0 ? ReleaseStage.APPROVED : ReleaseStage.CANDIDATE;
        return put(model, book, new Release(version, sha256, figures, proposer.subject(), List.of(), stage));
    }

    /**
     * Approves a candidate.
     *
     * @throws ContractRefusal {@code release-unknown}, {@code stage-wrong}, {@code role-wrong}, {@code proposer-approves},
     *     {@code approved-twice}
     */
    public Release approve(Model model, String version, Actor approver) {
        var book = book(model);
        var release = at(book, version, ReleaseStage.CANDIDATE);
        requireRole(book.policy(), approver);
        if (approver.subject().equals(release.proposer())) {
            throw new ContractRefusal("proposer-approves", "Who proposed a release does not approve it");
        }
        if (release.approvers().contains(approver.subject())) {
            throw new ContractRefusal("approved-twice", approver.subject() + " has approved this release already");
        }
        var enough = release.approvers().size() + 1 >= book.policy().approvals();
        return put(
                model,
                book,
                release.approvedBy(approver.subject(), enough ? ReleaseStage.APPROVED : ReleaseStage.CANDIDATE));
    }

    /**
     * Refuses a candidate or an approved version, for good.
     *
     * @throws ContractRefusal {@code release-unknown}, {@code stage-wrong}, {@code role-wrong}
     */
    public Release refuse(Model model, String version, Actor refuser) {
        var book = book(model);
        var release = at(book, version, ReleaseStage.CANDIDATE, ReleaseStage.APPROVED);
        requireRole(book.policy(), refuser);
        return put(model, book, release.at(ReleaseStage.REFUSED));
    }

    /**
     * Puts an approved version into production; the one that is there retires.
     *
     * @param sha256 of the files that are going to run
     * @throws ContractRefusal {@code release-unknown}, {@code stage-wrong}, {@code files-differ}
     */
    public Release activate(Model model, String version, String sha256) {
        var book = book(model);
        var release = at(book, version, ReleaseStage.APPROVED);
        if (!release.sha256().equals(sha256)) {
            throw new ContractRefusal(
                    "files-differ", "Version " + version + " was approved with other files: " + release.sha256());
        }
        var next = book.activated(release);
        put(model, next);
        return next.production().orElseThrow();
    }

    /**
     * Goes back to the version that was in production before.
     *
     * @throws ContractRefusal {@code nothing-before}
     */
    public Release rollback(Model model) {
        var book = book(model);
        if (book.previous().isEmpty()) {
            throw new ContractRefusal("nothing-before", "No version was in production before the present one");
        }
        var next = book.wentBack();
        put(model, next);
        return next.production().orElseThrow();
    }

    /**
     * Takes note of figures of the version in production; where they fall below what the policy keeps, the contract goes
     * back by itself.
     *
     * @return the version that is in production again, if it went back
     */
    public Optional<Release> report(Model model, String version, Map<String, BigDecimal> figures) {
        var book = book(model);
        var isPresent = book.production()
                .filter(release -> release.version().equals(version))
                .isPresent();
        var known = new java.util.HashMap<>(book.policy().keptFigures());
        known.keySet().retainAll(figures.keySet());
        return isPresent && !below(known, figures).isEmpty() && book.previous().isPresent()
                ? Optional.of(rollback(model))
                : Optional.empty();
    }

    private static List<String> below(Map<String, BigDecimal> least, Map<String, BigDecimal> figures) {
        var low = new ArrayList<String>();
        least.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(demanded -> {
            var figure = figures.get(demanded.getKey());
            if (figure == null || figure.compareTo(demanded.getValue()) < 0) {
                low.add(demanded.getKey() + " of at least "
                        + demanded.getValue().toPlainString()
                        + (figure == null ? " (none was given)" : " (it is " + figure.toPlainString() + ")"));
            }
        });
        return low;
    }

    private static void requireRole(ReleasePolicy policy, Actor actor) {
        if (!policy.roles().contains(actor.role())) {
            throw new ContractRefusal(
                    "role-wrong", "The role " + actor.role() + " neither approves nor refuses releases here");
        }
    }

    private static Release at(ReleaseBook book, String version, ReleaseStage... stages) {
        var release = book.find(version)
                .orElseThrow(() -> new ContractRefusal("release-unknown", "Version " + version + " was not proposed"));
        if (!List.of(stages).contains(release.stage())) {
            throw new ContractRefusal(
                    "stage-wrong", "Version " + version + " is " + release.stage() + ", not " + List.of(stages));
        }
        return release;
    }

    private Release put(Model model, ReleaseBook book, Release release) {
        put(model, book.with(release));
        return release;
    }

    private void put(Model model, ReleaseBook book) {
        try {
            state.put(key(model), JSON.writeValueAsString(book));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A release cannot be written as JSON", e);
        }
    }

    private ReleaseBook book(Model model) {
        return state.get(key(model)).map(ReleaseContract::read).orElse(ReleaseBook.EMPTY);
    }

    private static ReleaseBook read(String text) {
        try {
            return JSON.readValue(text, ReleaseBook.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The contract's state is not what it wrote", e);
        }
    }

    private static String key(Model model) {
        return "release " + model.tenant() + " " + model.name();
    }
}
