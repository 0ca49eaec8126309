package io.candor.tenantservice.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Controller("/v1/usage")
@ExecuteOn(TaskExecutors.BLOCKING)
class UsageController {
    private static final int MOST_ITEMS = 10_000;

    private final UsageService usage;
    private final Clock clock;

    UsageController(UsageService usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    @Get
    @RequiredScope("usage:read")
    GetUsageResponse get(
            @RequestBean Selection selection,
            @QueryValue @Nullable Integer limit,
            @QueryValue @Nullable String cursor) {
        var query = selection.query(clock);
        var page = usage.sum(
                query,
                new PageRequest(limit(limit), PageRequest.of(null, cursor).position()));
        return new GetUsageResponse(query.period().from(), query.period().to(), page.items(), page.nextCursor());
    }

    @Get("/csv")
    @RequiredScope("usage:read")
    HttpResponse<StreamedFile> csv(@RequestBean Selection selection) {
        var csv = usage.csv(selection.query(clock));
        return HttpResponse.ok(new StreamedFile(csv, MediaType.of("text/csv; charset=utf-8; header=present")))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"usage.csv\"");
    }

    private static int limit(@Nullable Integer limit) {
        if (limit != null && (limit < 1 || limit > MOST_ITEMS)) {
            throw ProblemException.invalid("limit", "must be between 1 and " + MOST_ITEMS);
        }
        return limit == null ? MOST_ITEMS : limit;
    }

    /** The query parameters that select usage. */
    @Introspected
    record Selection(
            @QueryValue @Nullable String from,
            @QueryValue @Nullable String to,
            @QueryValue @Nullable String period,
            @QueryValue("group_by") @Nullable String groupBy,
            @QueryValue @Nullable String meter,
            @QueryValue @Nullable String app,
            @QueryValue @Nullable String capability,
            @QueryValue @Nullable String model,
            @QueryValue @Nullable String subject,
            @QueryValue @Nullable String test) {

        UsageQuery query(Clock clock) {
            return new UsageQuery(span(clock), UsageGroup.of(groupBy), only(), isOfTests());
        }

        private Period span(Clock clock) {
            if (period == null) {
                return Period.of(from, to, clock);
            }
            if (from != null || to != null) {
                throw ProblemException.invalid("period", "must stand alone, without from and to");
            }
            return Period.of(Period.month("period", period));
        }

        private Map<UsageGroup, String> only() {
            var only = new EnumMap<UsageGroup, String>(UsageGroup.class);
            put(only, UsageGroup.METER, meter);
            put(only, UsageGroup.APP, app);
            put(only, UsageGroup.CAPABILITY, capability);
            put(only, UsageGroup.MODEL, model);
            put(only, UsageGroup.SUBJECT, subject);
            return only;
        }

        private static void put(Map<UsageGroup, String> only, UsageGroup group, @Nullable String value) {
            if (value != null) {
                if (value.indexOf('\0') >= 0) {
                    throw ProblemException.invalid(group.value(), "must be text that can be kept");
                }
                only.put(group, value);
            }
        }

        private @Nullable Boolean isOfTests() {
            return switch (test) {
                case "true" -> true;
                case "false" -> false;
                case null -> null;
                default -> throw ProblemException.invalid("test", "must be true or false");
            };
        }
    }

    @Introspected
    record GetUsageResponse(
            Instant from,
            Instant to,
            @JsonInclude(JsonInclude.Include.ALWAYS) List<UsageItem> items,
            @Nullable String nextCursor) {}
}
