package io.candor.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StorableTextTest {
    @Test
    void limitCountsBytesOfUtf8() {
        assertThat(StorableText.require("text", "\u94f6\u884c", 6)).isEqualTo("\u94f6\u884c");
        assertThatThrownBy(() -> StorableText.require("text", "\u94f6\u884c", 5))
                .hasMessage("text has 6 bytes of UTF-8; at most 5 are taken");
    }

    @Test
    void textThatCannotBeStoredIsRefused() {
        assertThatThrownBy(() -> StorableText.require("text", "a\0b", 10)).hasMessageContaining("U+0000");
        assertThatThrownBy(() -> StorableText.require("text", "a\ud800", 10)).hasMessageContaining("surrogate");
    }
}
