package io.candor.tenantservice.stripeserver;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Form parameters in Stripe's notation: {@code recurring[interval]=month}. */
final class Form {
    private Form() {}

    static Map<String, String> parse(String encoded) {
        var form = new LinkedHashMap<String, String>();
        for (var pair : encoded.split("&")) {
            var at = pair.indexOf('=');
            if (at > 0) {
                form.put(decode(pair.substring(0, at)), decode(pair.substring(at + 1)));
            }
        }
        return form;
    }

    /** The parameters as the object that they describe. */
    static Map<String, Object> nested(Map<String, String> form) {
        var root = new LinkedHashMap<String, Object>();
        form.forEach((name, value) -> put(root, name.replace("]", "").split("\\["), value));
        root.replaceAll((name, value) -> listed(value));
        return root;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> root, String[] path, String value) {
        var at = root;
        for (var i = 0; i < path.length - 1; i++) {
            at = (Map<String, Object>) at.computeIfAbsent(path[i], name -> new LinkedHashMap<String, Object>());
        }
        at.put(path[path.length - 1], value);
    }

    /** A map whose keys are numbers is a list. */
    @SuppressWarnings("unchecked")
    private static Object listed(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        var inner = (Map<String, Object>) map;
        inner.replaceAll((name, child) -> listed(child));
        if (inner.isEmpty() || !inner.keySet().stream().allMatch(name -> name.matches("\\d+"))) {
            return inner;
        }
        var sorted = new TreeMap<Integer, Object>();
        inner.forEach((name, child) -> sorted.put(Integer.valueOf(name), child));
        return new ArrayList<>(List.copyOf(sorted.values()));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
