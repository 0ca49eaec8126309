package io.candor.tenantservice.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.platform.privacy.ExportPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP archive that is written as it is read; whatever thread reads it asks for the next page. */
final class ArchiveStream extends InputStream {
    private final BiFunction<String, Integer, ExportPage> pages;
    private final PrivacyRequest request;
    private final ObjectMapper json;
    private final ObjectNode manifest;
    private final Buffer buffer = new Buffer();
    private final ZipOutputStream zip = new ZipOutputStream(buffer);
    private final MessageDigest digest = sha256();
    private int file;
    private int page;
    private long bytes;
    private boolean rowBefore;
    private boolean complete;

    /** An archive of what {@code pages} gives for each service and number. */
    ArchiveStream(
            UUID tenant, PrivacyRequest request, BiFunction<String, Integer, ExportPage> pages, ObjectMapper json) {
        this.pages = pages;
        this.request = request;
        this.json = json;
        this.manifest = json.createObjectNode()
                .put("request_id", request.id().toString())
                .put("tenant_id", tenant.toString())
                .put("kind", request.kind().value())
                .put("created_at", request.createdAt().toString())
                .put("completed_at", String.valueOf(request.completedAt()));
        manifest.putArray("files");
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (buffer.isEmpty() && !complete) {
            writeMore();
        }
        return buffer.isEmpty() ? -1 : buffer.take(into, from, length);
    }

    private void writeMore() throws IOException {
        if (file == request.steps().size()) {
            zip.putNextEntry(new ZipEntry("manifest.json"));
            zip.write(json.writeValueAsBytes(manifest));
            zip.close();
            complete = true;
            return;
        }
        var step = request.steps().get(file);
        if (page == 0) {
            zip.putNextEntry(new ZipEntry(step.service() + ".json"));
        }
        if (page < step.pages()) {
            writePage(step.service(), pages.apply(step.service(), page));
            page++;
        }
        if (page >= step.pages()) {
            endFile(step.service());
        }
    }

    private void writePage(String service, ExportPage content) throws IOException {
        if (page == 0) {
            var head = json.createObjectNode().put("service", service);
            if (content.pseudonym() != null) {
                head.put("pseudonym", content.pseudonym());
            }
            if (content.digestKey() != null) {
                head.put("digest_key", content.digestKey());
            }
            var text = head.toString();
            write(text.substring(0, text.length() - 1) + ",\"rows\":[");
        }
        for (var row : content.rows()) {
            write((rowBefore ? "," : "") + json.writeValueAsString(row));
            rowBefore = true;
        }
    }

    private void endFile(String service) throws IOException {
        write(page == 0 ? "{\"rows\":[]}" : "]}");
        zip.closeEntry();
        manifest.withArray("files")
                .addObject()
                .put("name", service + ".json")
                .put("bytes", bytes)
                .put("sha256", HexFormat.of().formatHex(digest.digest()));
        file++;
        page = 0;
        bytes = 0;
        rowBefore = false;
    }

    private void write(String text) throws IOException {
        var content = text.getBytes(StandardCharsets.UTF_8);
        digest.update(content);
        bytes += content.length;
        zip.write(content);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Bytes that were written and not read yet. */
    private static final class Buffer extends ByteArrayOutputStream {
        private int taken;

        boolean isEmpty() {
            return taken == count;
        }

        int take(byte[] into, int from, int length) {
            var some = Math.min(length, count - taken);
            System.arraycopy(buf, taken, into, from, some);
            taken += some;
            if (taken == count) {
                reset();
                taken = 0;
            }
            return some;
        }
    }
}
