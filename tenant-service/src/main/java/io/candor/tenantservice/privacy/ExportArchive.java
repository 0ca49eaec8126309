package io.candor.tenantservice.privacy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.crypto.Vault;
import io.candor.platform.privacy.ExportPage;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.privacy.PrivacyRequest.State;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;

/** An export as a ZIP archive: a JSON file for each service, and a manifest with the SHA-256 of every file. */
@Singleton
class ExportArchive {
    private final PrivacyService requests;
    private final StepRepository steps;
    private final Vault vault;
    private final TransactionOperations<Connection> transactions;
    private final ObjectMapper json;

    ExportArchive(
            PrivacyService requests,
            StepRepository steps,
            Vault vault,
            TransactionOperations<Connection> transactions,
            ObjectMapper json) {
        this.requests = requests;
        this.steps = steps;
        this.vault = vault;
        this.transactions = transactions;
        this.json = json;
    }

    static byte[] context(UUID request, String service, int page) {
        return ("privacy_export_chunk\n" + request + "\n" + service + "\n" + page).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The archive, which is made as it is read, one page of it in memory at a time.
     *
     * @throws ProblemException 404, 409 {@code export-not-ready}, 410 {@code export-expired}
     */
    InputStream open(UUID id) {
        var request = requests.get(id);
        if (!request.kind().isExport()) {
            throw ProblemException.notFound("privacy-request-not-found", "Request " + id + " is no export");
        }
        if (request.state() == State.EXPIRED) {
            throw new ProblemException(
                    HttpStatus.GONE, "export-expired", "The export is no longer kept; ask for another");
        }
        if (request.state() != State.DONE) {
            throw new ProblemException(HttpStatus.CONFLICT, "export-not-ready", "The export is not complete yet");
        }
        var reader = TenantContext.current();
        return new ArchiveStream(
                reader.requireTenant(), request, (service, page) -> reader.call(() -> page(id, service, page)), json);
    }

    private ExportPage page(UUID id, String service, int number) {
        var plain = transactions.executeRead(status -> {
            var sealed = steps.chunk(id, service, number);
            return sealed == null
                    ? List.<byte[]>of()
                    : vault.open(sealed, context(id, service, number)).stream().toList();
        });
        if (plain.isEmpty()) {
            throw new IllegalStateException("Page " + number + " of " + service + " is gone");
        }
        try {
            return json.readValue(plain.getFirst(), ExportPage.class);
        } catch (IOException e) {
            throw new IllegalStateException("A kept page cannot be read", e);
        }
    }
}
