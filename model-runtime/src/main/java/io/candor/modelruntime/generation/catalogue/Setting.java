package io.candor.modelruntime.generation.catalogue;

import io.candor.modelruntime.modelrepository.MalformedModelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value of a description that knows its key, so that what is wrong can be named. */
record Setting(String key, @Nullable Object value) {
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m)");

    /** One of its entries, which may be missing. */
    Setting at(String name) throws MalformedModelException {
        return new Setting(key.isEmpty() ? name : key + "." + name, map().get(name));
    }

    /** Itself, when it has no other entries than these. */
    Setting only(Set<String> known) throws MalformedModelException {
        for (var name : map().keySet()) {
            if (!known.contains(String.valueOf(name))) {
                throw new MalformedModelException(at(String.valueOf(name)).key() + " is no setting; there are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return this;
    }

    boolean isGiven() {
        return value != null;
    }

    List<Setting> items() throws MalformedModelException {
        if (value instanceof List<?> list && !list.isEmpty()) {
            var items = new ArrayList<Setting>();
            for (var item : list) {
                items.add(new Setting(key + "[" + items.size() + "]", item));
            }
            return items;
        }
        throw wrong("a list with at least one entry");
    }

    String text() throws MalformedModelException {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong("a text");
    }

    String textOr(String usual) throws MalformedModelException {
        return isGiven() ? text() : usual;
    }

    String matching(Pattern pattern, String what) throws MalformedModelException {
        if (value instanceof String text && pattern.matcher(text).matches()) {
            return text;
        }
        throw wrong(what);
    }

    boolean flagOr(boolean usual) throws MalformedModelException {
        if (!isGiven()) {
            return usual;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong("true or false");
    }

    int number(int least, int most) throws MalformedModelException {
        if (value instanceof Integer number && number >= least && number <= most) {
            return number;
        }
        throw wrong("a whole number from " + least + " to " + most);
    }

    int numberOr(int usual, int least, int most) throws MalformedModelException {
        return isGiven() ? number(least, most) : usual;
    }

    Duration timeOr(Duration usual) throws MalformedModelException {
        if (!isGiven()) {
            return usual;
        }
        var time = TIME.matcher(String.valueOf(value));
        if (!time.matches()) {
            throw wrong("a time such as 500ms, 10s or 2m");
        }
        var amount = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    MalformedModelException wrong(String expected) {
        return new MalformedModelException(
                Optional.of(key).filter(name -> !name.isEmpty()).orElse("the document")
                        + (isGiven() ? " must be " : " is missing; it must be ")
                        + expected);
    }

    private Map<?, ?> map() throws MalformedModelException {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong("a mapping");
    }
}
