package io.candor.assistantapp.textanalysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.platform.privacy.PersonalData;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Analyses as they are exported: the answer that the caller got. */
@Singleton
class AnalysisExport implements PersonalData {
    private final AnalysisRepository analyses;
    private final ObjectMapper json;

    AnalysisExport(AnalysisRepository analyses, ObjectMapper json) {
        this.analyses = analyses;
        this.json = json;
    }

    @Override
    public String table() {
        return "analysis";
    }

    @Override
    public Optional<ObjectNode> readable(ObjectNode row) {
        var id = UUID.fromString(row.path("id").asText());
        return analyses.find(id).map(this::asJson);
    }

    /** As the API answers it, whatever the mapper does with trees. */
    private ObjectNode asJson(Analysis analysis) {
        try {
            return (ObjectNode) json.readTree(json.writeValueAsString(analysis));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An analysis cannot be written", e);
        }
    }
}
