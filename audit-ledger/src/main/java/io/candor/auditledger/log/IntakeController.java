package io.candor.auditledger.log;

import io.candor.platform.decision.DecisionRecord;
import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Where the other services deliver decision records. */
@Controller("/internal/v1/decisions")
@ExecuteOn(TaskExecutors.BLOCKING)
class IntakeController {
    private final IntakeService intake;

    IntakeController(IntakeService intake) {
        this.intake = intake;
    }

    @Post
    @RequiredScope("internal:ledger")
    AppendDecisionsResponse append(@Body @Valid AppendDecisionsRequest request) {
        var outcome = intake.accept(request.records());
        return new AppendDecisionsResponse(outcome.accepted(), outcome.duplicates());
    }

    @Introspected
    record AppendDecisionsRequest(
            @NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid DecisionRecord> records) {}

    @Introspected
    record AppendDecisionsResponse(int accepted, int duplicates) {}
}
