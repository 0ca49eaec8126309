package io.candor.tenantservice.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import io.candor.platform.outbox.Outbox;
import io.candor.platform.service.IdGenerator;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.StringJoiner;

/** Leaves charges for the edge in the outbox of the running transaction. */
@Singleton
class ChargeOutbox {
    private static final String TOPIC = "charge";

    private final Outbox outbox;
    private final ObjectMapper json;
    private final IdGenerator ids;

    ChargeOutbox(Outbox outbox, ObjectMapper json, IdGenerator ids) {
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
    }

    /** Appends all charges as one row: the relay puts rows one after another into the array that the edge receives. */
    void append(List<Charge> charges) {
        if (charges.isEmpty()) {
            return;
        }
        var elements = new StringJoiner(",");
        charges.forEach(charge -> elements.add(write(charge)));
        outbox.append(TOPIC, ids.next(), new RawValue(elements.toString()));
    }

    private String write(Charge charge) {
        try {
            return json.writeValueAsString(charge);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A charge cannot be written as JSON", e);
        }
    }
}
