package io.candor.modelruntime.bench.row;

import io.candor.modelruntime.bench.load.ClosedLoop;
import io.candor.modelruntime.bench.load.LoadResult;
import io.candor.modelruntime.bench.load.Sender;
import io.candor.modelruntime.bench.load.Shares;
import io.candor.modelruntime.bench.wire.Caller;
import io.candor.modelruntime.bench.wire.Connections;
import io.candor.modelruntime.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Three tenants that always have requests waiting; each is served in proportion to its plan's weight. */
public record SharesRow(Profile profile, int clientsEach) {
    private static final List<Integer> WEIGHTS = List.of(1, 2, 4);
    private static final double AIM = 0.05;

    /**
     * The row.
     *
     * @param plans of the weights 1, 2 and 4
     */
    public Row measure(
            Connections connections, String model, List<Tensor> row, Caller.Source tenants, List<String> plans)
            throws InterruptedException {
        var clients = new ArrayList<Sender>();
        for (var plan : plans) {
            var tenant = tenants.tenant(plan);
            var connection = connections.connect();
            for (var client = 0; client < clientsEach; client++) {
                clients.add(connection.client(model, row, tenant));
            }
        }
        var each = new ClosedLoop(clients).runEach(profile.warmUp(), profile.time());
        var byTenant = new ArrayList<LoadResult>();
        for (var tenant = 0; tenant < plans.size(); tenant++) {
            byTenant.add(ClosedLoop.together(each.subList(tenant * clientsEach, (tenant + 1) * clientsEach)));
        }
        return row(byTenant);
    }

    private Row row(List<LoadResult> byTenant) {
        var served = byTenant.stream().map(LoadResult::served).toList();
        var deviation = Shares.largestDeviation(served, WEIGHTS);
        var figures = Figures.object().put("clients_of_each_tenant", clientsEach);
        var tenants = figures.putArray("tenants");
        for (var tenant = 0; tenant < byTenant.size(); tenant++) {
            tenants.add(Figures.of(byTenant.get(tenant)).put("weight", WEIGHTS.get(tenant)));
        }
        Figures.put(figures, "largest_deviation", deviation);
        return Row.of(
                Aim.SHARES,
                String.format(Locale.ROOT, "%.1f %% at most, served %s", 100 * deviation, served),
                deviation <= AIM,
                figures);
    }
}
