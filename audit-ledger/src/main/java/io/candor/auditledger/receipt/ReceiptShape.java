package io.candor.auditledger.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.candor.platform.decision.CanonicalJson;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which fields a receipt has; everything else is refused by name. */
final class ReceiptShape {
    private static final Set<String> RECEIPT =
            Set.of("leaf", "leaf_index", "tree_size", "inclusion_proof", "checkpoint", "key");
    private static final Set<String> LEAF = Set.of("tenant_seq", "record");
    private static final Set<String> RECORD = Set.of(
            "id",
            "tenant_id",
            "app",
            "capability",
            "input_digest",
            "output_digest",
            "summary",
            "actor",
            "created_at",
            "latency_ms");
    private static final Set<String> RECORD_OPTIONAL = Set.of("model", "subject_ref", "explanation_digest", "review");
    private static final Set<String> MODEL = Set.of("name", "version", "sha256");

    private ReceiptShape() {}

    static void require(JsonNode receipt) {
        fields(receipt, "receipt", RECEIPT, Set.of());
        var leaf = receipt.path("leaf");
        fields(leaf, "leaf", LEAF, Set.of());
        count(leaf, "leaf.", "tenant_seq", 1);
        count(receipt, "", "leaf_index", 0);
        count(receipt, "", "tree_size", 1);
        typed(receipt, "", "inclusion_proof", "an array of strings", ReceiptShape::isStrings);
        typed(receipt, "", "checkpoint", "a string", JsonNode::isTextual);
        typed(receipt, "", "key", "a string", JsonNode::isTextual);
        var record = leaf.path("record");
        fields(record, "leaf.record", RECORD, RECORD_OPTIONAL);
        if (record.has("model")) {
            fields(record.path("model"), "leaf.record.model", MODEL, Set.of());
        }
        typed(record, "leaf.record.", "summary", "an object", JsonNode::isObject);
    }

    private static void fields(JsonNode object, String path, Set<String> required, Set<String> optional) {
        if (!object.isObject()) {
            throw new MalformedReceiptException(path + ": must be an object");
        }
        var missing = new TreeSet<>(required);
        object.fieldNames().forEachRemaining(name -> {
            if (!missing.remove(name) && !optional.contains(name)) {
                throw new MalformedReceiptException(path + ": unknown field " + quoted(name));
            }
        });
        if (!missing.isEmpty()) {
            throw new MalformedReceiptException(path + ": missing field " + quoted(missing.getFirst()));
        }
    }

    private static String quoted(String name) {
        return CanonicalJson.text(TextNode.valueOf(name));
    }

    private static void count(JsonNode object, String prefix, String name, long least) {
        typed(
                object,
                prefix,
                name,
                "a whole number of at least " + least,
                value -> value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= least);
    }

    private static void typed(JsonNode object, String prefix, String name, String what, Predicate<JsonNode> is) {
        if (!is.test(object.path(name))) {
            throw new MalformedReceiptException(prefix + name + ": must be " + what);
        }
    }

    private static boolean isStrings(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(JsonNode::isTextual);
    }
}
