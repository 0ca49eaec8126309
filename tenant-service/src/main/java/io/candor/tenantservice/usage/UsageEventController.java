package io.candor.tenantservice.usage;

import io.candor.platform.security.RequiredScope;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Controller("/internal/v1/usage-events")
@ExecuteOn(TaskExecutors.BLOCKING)
class UsageEventController {
    private final UsageIntake intake;

    UsageEventController(UsageIntake intake) {
        this.intake = intake;
    }

    @Post
    @RequiredScope({"internal:usage", "platform:admin"})
    UsageIntake.Receipt receive(@Body ReceiveUsageEventsRequest request) {
        return intake.receive(request.events());
    }

    @Introspected
    record ReceiveUsageEventsRequest(@Nullable List<@Nullable UsageEvent> events) {}
}
