package io.candor.auditledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.auditledger.DecisionJson;
import io.candor.auditledger.merkle.TreeHash;
import io.candor.platform.decision.CanonicalJson;
import io.candor.platform.testing.TestTokens;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LeafTest {
    @Test
    void aLeafIsTheCanonicalFormOfNumberAndRecord() throws IOException {
        var record = DecisionJson.of(TestTokens.TENANT);
        var json = new ObjectMapper().createObjectNode();
        json.put("tenant_seq", 1234567890123L).set("record", record);

        var leaf = new Leaf(1234567890123L, CanonicalJson.text(record));

        assertThat(leaf.text()).isEqualTo(CanonicalJson.text(json));
        assertThat(leaf.hash()).isEqualTo(TreeHash.leaf(CanonicalJson.bytes(new ObjectMapper().readTree(leaf.text()))));
    }
}
