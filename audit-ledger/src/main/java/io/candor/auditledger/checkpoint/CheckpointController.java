package io.candor.auditledger.checkpoint;

import io.candor.platform.security.PublicEndpoint;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;

/** What anybody may know of the log: its head and its key. */
@Controller("/v1/ledger")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces(MediaType.TEXT_PLAIN)
@PublicEndpoint
class CheckpointController {
    private final CheckpointService checkpoints;
    private final TransactionOperations<Connection> transactions;

    CheckpointController(CheckpointService checkpoints, TransactionOperations<Connection> transactions) {
        this.checkpoints = checkpoints;
        this.transactions = transactions;
    }

    @Get("/checkpoint")
    HttpResponse<String> checkpoint() {
        var latest = transactions.executeRead(status -> checkpoints.latest(status.getConnection()));
        return HttpResponse.ok(latest.note()).header(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    @Get("/key")
    String key() {
        return checkpoints.key() + "\n";
    }
}
