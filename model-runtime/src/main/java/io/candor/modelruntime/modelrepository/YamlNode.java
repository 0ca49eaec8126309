package io.candor.modelruntime.modelrepository;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value of a YAML document that knows its path, so that what is wrong can be named. */
final class YamlNode {
    private final String path;
    private final @Nullable Object value;

    private YamlNode(String path, @Nullable Object value) {
        this.path = path;
        this.value = value;
    }

    /** The value as the YAML reader gave it. */
    @Nullable
    Object value() {
        return value;
    }

    static YamlNode root(@Nullable Object document) {
        return new YamlNode("", document);
    }

    YamlNode get(String key) throws MalformedModelException {
        return find(key).orElseThrow(() -> new MalformedModelException(child(key) + " is missing"));
    }

    Optional<YamlNode> find(String key) throws MalformedModelException {
        var found = map().get(key);
        return found == null ? Optional.empty() : Optional.of(new YamlNode(child(key), found));
    }

    Map<String, YamlNode> entries() throws MalformedModelException {
        var entries = new LinkedHashMap<String, YamlNode>();
        map().forEach((key, entry) ->
                entries.put(String.valueOf(key), new YamlNode(child(String.valueOf(key)), entry)));
        return Collections.unmodifiableMap(entries);
    }

    List<YamlNode> items() throws MalformedModelException {
        if (!(value instanceof List<?> list)) {
            throw wrong("a list");
        }
        var items = new ArrayList<YamlNode>();
        for (var item : list) {
            items.add(new YamlNode(path + "[" + items.size() + "]", item));
        }
        return items;
    }

    List<String> texts() throws MalformedModelException {
        var texts = new ArrayList<String>();
        for (var item : items()) {
            texts.add(item.text());
        }
        return texts;
    }

    String text() throws MalformedModelException {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong("a text");
    }

    boolean flag() throws MalformedModelException {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong("true or false");
    }

    int positive() throws MalformedModelException {
        if (value instanceof Integer number && number > 0) {
            return number;
        }
        throw wrong("a positive whole number");
    }

    int natural() throws MalformedModelException {
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        throw wrong("a whole number of at least 0");
    }

    /** This mapping, if it has no other keys than {@code known}: a key that is misspelt must not go unnoticed. */
    YamlNode only(Set<String> known) throws MalformedModelException {
        for (var key : map().keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw new MalformedModelException(child(String.valueOf(key)) + " is not known");
            }
        }
        return this;
    }

    double number() throws MalformedModelException {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong("a number");
    }

    MalformedModelException wrong(String expected) {
        return new MalformedModelException((path.isEmpty() ? "the document" : path) + " must be " + expected);
    }

    private Map<?, ?> map() throws MalformedModelException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong("a mapping");
    }

    private String child(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
