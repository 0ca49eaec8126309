package io.candor.tenantservice.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.ProblemException;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Controller("/v1/usage")
@ExecuteOn(TaskExecutors.BLOCKING)
class UsageController {
    private final UsageService usage;
    private final Clock clock;

    UsageController(UsageService usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    @Get
    @RequiredScope("usage:read")
    GetUsageResponse get(
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @QueryValue("group_by") @Nullable String groupBy) {
        var period = Period.of(from, to, clock);
        return new GetUsageResponse(period.from(), period.to(), usage.sum(period, isByDay(groupBy)));
    }

    private static boolean isByDay(@Nullable String groupBy) {
        return switch (groupBy) {
            case "day" -> true;
            case "none" -> false;
            case null -> false;
            default -> throw ProblemException.invalid("group_by", "must be none or day");
        };
    }

    @Introspected
    record GetUsageResponse(
            Instant from,
            Instant to,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<UsageItem> items) {}
}
