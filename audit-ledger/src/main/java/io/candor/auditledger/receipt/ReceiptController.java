package io.candor.auditledger.receipt;

import io.candor.platform.security.RequiredScope;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Hands a tenant the receipts of its decisions. */
@Controller("/v1/decisions/{id}/receipt")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiredScope("decisions:read")
class ReceiptController {
    private final ReceiptService receipts;

    ReceiptController(ReceiptService receipts) {
        this.receipts = receipts;
    }

    @Get
    byte[] get(UUID id) {
        return receipts.receipt(id).text().getBytes(StandardCharsets.UTF_8);
    }
}
