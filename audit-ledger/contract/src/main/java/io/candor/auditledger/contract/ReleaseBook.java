package io.candor.auditledger.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All releases of one model.
 *
 * @param releases by version, in the order in which they were proposed
 * @param history the versions that have been in production and may be gone back to, the present one last
 */
record ReleaseBook(
        @JsonProperty("policy") ReleasePolicy policy,
        @JsonProperty("releases") Map<String, Release> releases,
        @JsonProperty("history") List<String> history) {
    static final ReleaseBook EMPTY = new ReleaseBook(ReleasePolicy.STANDARD, Map.of(), List.of());

    ReleaseBook {
        releases = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(releases));
        history = List.copyOf(history);
    }

    ReleaseBook with(ReleasePolicy next) {
        return new ReleaseBook(next, releases, history);
    }

    ReleaseBook with(Release release) {
        var all = new LinkedHashMap<>(releases);
        all.put(release.version(), release);
        return new ReleaseBook(policy, all, history);
    }

    /** With another version in production; the one before is retired. */
    ReleaseBook activated(Release release) {
        var book = this;
        var before = production();
        if (before.isPresent()) {
            book = book.with(before.get().at(ReleaseStage.RETIRED));
        }
        var versions = new ArrayList<>(history);
        versions.add(release.version());
        return new ReleaseBook(policy, book.with(release.at(ReleaseStage.PRODUCTION)).releases, versions);
    }

    /** With the version in production that was there before the present one. */
    ReleaseBook wentBack() {
        var present = production().orElseThrow();
        var previous = previous().orElseThrow();
        return new ReleaseBook(
                policy,
                with(present.at(ReleaseStage.RETIRED)).with(previous.at(ReleaseStage.PRODUCTION)).releases,
                history.subList(0, history.size() - 1));
    }

    Optional<Release> production() {
        return history.isEmpty() ? Optional.empty() : find(history.getLast());
    }

    Optional<Release> previous() {
        return history.size() < 2 ? Optional.empty() : find(history.get(history.size() - 2));
    }

    Optional<Release> find(String version) {
        return Optional.ofNullable(releases.get(version));
    }
}
