package io.candor.launcher.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.launcher.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
    @TempDir
    Path folder;

    @Test
    void aKeysetOfOneKeyIsMadeOnceForItsOwnerAlone() throws IOException {
        var state = new StateFolder(folder);
        state.create();
        var key = new MasterKey(state);

        key.create();
        var made = Files.readString(key.file());
        key.create();

        assertThat(Files.readString(key.file())).isEqualTo(made);
        assertThat(Files.getPosixFilePermissions(key.file())).hasToString("[OWNER_READ, OWNER_WRITE]");
        var keyset = new ObjectMapper().readTree(made);
        assertThat(keyset.path("key")).hasSize(1);
        assertThat(keyset.path("key").path(0).path("keyId")).isEqualTo(keyset.path("primaryKeyId"));
        assertThat(keyset.at("/key/0/keyData/value").binaryValue()).hasSize(34).startsWith(0x1A, 0x20);
    }
}
