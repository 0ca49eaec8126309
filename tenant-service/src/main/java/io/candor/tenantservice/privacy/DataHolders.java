package io.candor.tenantservice.privacy;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Who holds data, and in which order they are asked. */
@Singleton
class DataHolders {
    private static final String LEDGER = "audit-ledger";
    private static final String EDGE = "gateway";

    private final List<DataHolder> holders;

    DataHolders(Collection<DataHolder> holders) {
        this.holders = List.copyOf(holders);
    }

    /** A step of a request and its phase. */
    record Planned(String service, int phase) {}

    /**
     * The ledger comes after the apps: their answers tell what it names a person by, and their last records have reached
     * it. A tenant's own rows go last: among them are these steps.
     */
    List<Planned> plan(RequestKind kind) {
        var plan = new ArrayList<Planned>();
        for (var holder : holders) {
            var phase = holder.name().equals(LEDGER) ? 2 : 1;
            if (kind == RequestKind.DELETE_TENANT && holder.name().equals(OwnSchema.NAME)) {
                phase = 3;
            }
            if (holder.name().equals(EDGE) && kind != RequestKind.DELETE_TENANT) {
                // It knows who called, and nothing of whom a call was about; usage has the calls.
                continue;
            }
            if (kind != RequestKind.ERASE_SUBJECT || phase == 1) {
                plan.add(new Planned(holder.name(), phase));
            }
        }
        return plan;
    }

    DataHolder holder(String name) {
        return holders.stream()
                .filter(holder -> holder.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No service is configured as " + name));
    }
}
