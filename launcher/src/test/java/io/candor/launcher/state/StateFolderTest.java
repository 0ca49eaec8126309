package io.candor.launcher.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    Path folder;

    @Test
    void passwordsSurviveASecondStartAndOnlyTheirOwnerReadsThem() throws IOException {
        var state = new StateFolder(folder.resolve("state"));
        state.create();
        var first = new Passwords(state).of("candor_app");

        state.create();
        var second = new Passwords(state).of("candor_app");

        assertThat(second).isEqualTo(first).hasSizeGreaterThanOrEqualTo(32);
        assertThat(new Passwords(state).of("candor_owner")).isNotEqualTo(first);
        var file = state.keys().resolve("candor_app.password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void deletingFollowsNoLink() throws IOException {
        var state = new StateFolder(folder.resolve("state"));
        state.create();
        var precious = Files.writeString(
                Files.createDirectories(folder.resolve("precious")).resolve("file"), "kept");
        Files.createSymbolicLink(state.root().resolve("link"), precious.getParent());

        state.delete();

        assertThat(state.root()).doesNotExist();
        assertThat(precious).hasContent("kept");
    }
}
