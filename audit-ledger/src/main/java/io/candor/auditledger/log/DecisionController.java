package io.candor.auditledger.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.platform.security.RequiredScope;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant's decisions, newest first. */
@Controller("/v1/decisions")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiredScope("decisions:read")
class DecisionController {
    private final LogService log;
    private final ObjectMapper json;

    DecisionController(LogService log, ObjectMapper json) {
        this.log = log;
        this.json = json;
    }

    @Get
    Page<JsonNode> list(
            @QueryValue @Nullable Integer limit,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String app) {
        return log.newest(app, PageRequest.of(limit, cursor)).map(this::body);
    }

    @Get("/{id}")
    JsonNode get(UUID id) {
        return body(log.require(id));
    }

    /** The record as it was taken in, with its place once it has one. */
    private JsonNode body(LogEntry entry) {
        try {
            var body = (ObjectNode) json.readTree(entry.record());
            entry.place()
                    .ifPresent(
                            place -> body.put("tenant_seq", place.tenantSeq()).put("leaf_index", place.leafIndex()));
            return body;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The record of decision " + entry.id() + " is not JSON", e);
        }
    }
}
