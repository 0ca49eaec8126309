package io.candor.auditledger.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All releases of one model.
 *
 * @param releases in the order in which they were proposed
 * @param history the versions that have been in production and may be gone back to, the present one last
 */
record ReleaseBook(
        @JsonProperty("policy") ReleasePolicy policy,
        @JsonProperty("releases") List<Release> releases,
        @JsonProperty("history") List<String> history) {
    static final ReleaseBook EMPTY = new ReleaseBook(ReleasePolicy.STANDARD, List.of(), List.of());

    ReleaseBook {
        releases = List.copyOf(releases);
        history = List.copyOf(history);
    }

    ReleaseBook with(ReleasePolicy next) {
        return new ReleaseBook(next, releases, history);
    }

    /** With a release in the place of the one of its version, or after the others. */
    ReleaseBook with(Release release) {
        var all = new ArrayList<Release>();
        var isNew = true;
        for (var each : releases) {
            var isSame = each.version().equals(release.version());
            all.add(isSame ? release : each);
            isNew &= !isSame;
        }
        if (isNew) {
            all.add(release);
        }
        return new ReleaseBook(policy, all, history);
    }

    /** With another version in production; the one before is retired. */
    ReleaseBook activated(Release release) {
        var book = production()
                .map(before -> with(before.at(ReleaseStage.RETIRED)))
                .orElse(this)
                .with(release.at(ReleaseStage.PRODUCTION));
        var versions = new ArrayList<>(history);
        versions.add(release.version());
        return new ReleaseBook(policy, book.releases, versions);
    }

    /** With the version in production that was there before the present one. */
    ReleaseBook wentBack() {
        var book = with(production().orElseThrow().at(ReleaseStage.RETIRED))
                .with(previous().orElseThrow().at(ReleaseStage.PRODUCTION));
        return new ReleaseBook(policy, book.releases, history.subList(0, history.size() - 1));
    }

    Optional<Release> production() {
        return history.isEmpty() ? Optional.empty() : find(history.getLast());
    }

    Optional<Release> previous() {
        return history.size() < 2 ? Optional.empty() : find(history.get(history.size() - 2));
    }

    Optional<Release> find(String version) {
        return releases.stream()
                .filter(release -> release.version().equals(version))
                .findFirst();
    }
}
