package io.candor.modelruntime.generation.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class NativeFileTest {
    @Test
    void theLibraryIsChosenByTheMachine() throws IOException {
        assertThat(NativeFile.system("Linux", "amd64")).isEqualTo("Linux/x86_64/libjllama.so");
        assertThat(NativeFile.system("Linux", "aarch64")).isEqualTo("Linux/aarch64/libjllama.so");
        assertThat(NativeFile.system("Mac OS X", "aarch64")).isEqualTo("Mac/aarch64/libjllama.dylib");
        assertThatThrownBy(() -> NativeFile.system("Linux", "riscv64")).hasMessageContaining("riscv64");
        assertThatThrownBy(() -> NativeFile.system("Windows 11", "amd64")).hasMessageContaining("Windows 11");
    }

    @Test
    void itIsCopiedIntoAFolderOfItsOwnAndGoesWithIt() throws IOException {
        var file = NativeFile.extract();

        assertThat(file).isRegularFile();
        NativeFile.delete(file);
        assertThat(Files.exists(file.getParent())).isFalse();
    }
}
