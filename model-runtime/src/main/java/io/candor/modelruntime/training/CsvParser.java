package io.candor.modelruntime.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as RFC 4180 defines them, with the line on which each row starts. */
final class CsvParser {
    private final Path file;
    private final String text;
    private int position;
    private long line = 1;

    CsvParser(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    record Row(List<String> fields, long line) {}

    List<Row> rows() {
        var rows = new ArrayList<Row>();
        while (position < text.length()) {
            long start = line;
            var fields = new ArrayList<String>();
            fields.add(field());
            while (at(',')) {
                position++;
                fields.add(field());
            }
            endOfRow();
            rows.add(new Row(fields, start));
        }
        return rows;
    }

    private String field() {
        return at('"') ? quoted() : plain();
    }

    private String plain() {
        int start = position;
        while (position < text.length() && !at(',') && !at('\n') && !at('\r')) {
            if (at('"')) {
                throw new MalformedCorpusException(file, line, "a quote inside an unquoted field");
            }
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        long start = line;
        var value = new StringBuilder();
        position++;
        while (true) {
            if (position >= text.length()) {
                throw new MalformedCorpusException(file, start, "the quoted field never ends");
            }
            char c = text.charAt(position++);
            if (c == '"' && !at('"')) {
                return value.toString();
            }
            if (c == '"') {
                position++;
            } else if (c == '\n') {
                line++;
            }
            value.append(c);
        }
    }

    private void endOfRow() {
        if (at('\r')) {
            position++;
        }
        if (at('\n')) {
            position++;
            line++;
        } else if (position < text.length()) {
            throw new MalformedCorpusException(file, line, "text after the closing quote");
        }
    }

    private boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }
}
