package io.candor.tenantservice.usage;

import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Usage as CSV (RFC 4180): one page is in memory at a time. */
final class UsageCsv extends InputStream {
    private static final String FORMULA = "=+-@\t\r";

    private final Set<UsageGroup> groups;
    private final Function<@Nullable String, Page<UsageItem>> pages;
    private ByteArrayInputStream current;
    private @Nullable String cursor;
    private boolean isLast;

    /**
     * A text that begins with its header line.
     *
     * @param pages gives the page after a position, the first one after null
     */
    UsageCsv(Set<UsageGroup> groups, Function<@Nullable String, Page<UsageItem>> pages) {
        this.groups = groups;
        this.pages = pages;
        this.current = lines(Stream.of(header()));
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (true) {
            var count = current.read(bytes, offset, length);
            if (count >= 0 || isLast) {
                return count;
            }
            var page = pages.apply(cursor);
            cursor = page.nextCursor() == null
                    ? null
                    : PageRequest.of(null, page.nextCursor()).position();
            isLast = cursor == null;
            current = lines(page.items().stream().map(this::line));
        }
    }

    private String header() {
        return Stream.concat(groups.stream().map(UsageGroup::value), Stream.of("test", "quantity"))
                .collect(Collectors.joining(","));
    }

    private String line(UsageItem item) {
        return groups.stream().map(group -> cell(item.value(group))).collect(Collectors.joining(",")) + ","
                + item.forTest() + "," + item.quantity();
    }

    /** A quoted text, which no spreadsheet takes for a formula. */
    private static String cell(String text) {
        var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private static ByteArrayInputStream lines(Stream<String> lines) {
        return new ByteArrayInputStream(
                lines.map(line -> line + "\r\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
    }
}
