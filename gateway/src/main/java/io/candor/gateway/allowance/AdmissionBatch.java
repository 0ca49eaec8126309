package io.candor.gateway.allowance;

import io.candor.gateway.authentication.MeterTerms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls that are decided over together: the arguments of the database function {@code admit_calls}. */
final class AdmissionBatch {
    private static final String SQL = "select admit_calls(" + "?, ".repeat(27) + "?)";

    private final List<RequestedCall> calls;
    private final Map<HolderName, Holder> holders = new LinkedHashMap<>();

    AdmissionBatch(List<RequestedCall> calls) {
        this.calls = calls;
        for (var call : calls) {
            var budgets = call.caller().budgets();
            var limited = budgets.tenantNanos() != null || budgets.keyNanos() != null;
            holder(call, "", budgets.tenantNanos()).addMeters(call, limited);
            if (call.isOfKey()) {
                holder(call, call.caller().subject(), budgets.keyNanos()).addMeters(call, limited);
            }
        }
    }

    private record HolderName(UUID tenant, String name) {}

    /** A tenant, or a key in it, with the meters that count here. */
    private static final class Holder {
        private @Nullable Long budget;
        private int number;
        private int firstMeter;
        private final Map<String, MeterTerms> meters = new LinkedHashMap<>();

        void addMeters(RequestedCall call, boolean all) {
            var terms = call.caller().terms();
            if (all) {
                meters.putAll(terms.meters());
            }
            call.uses().forEach(use -> meters.put(use.meter(), terms.of(use.meter())));
        }

        int numberOf(String meter) {
            return firstMeter + new ArrayList<>(meters.keySet()).indexOf(meter);
        }
    }

    private Holder holder(RequestedCall call, String name, @Nullable Long budget) {
        var holder = holders.computeIfAbsent(new HolderName(call.tenant(), name), absent -> new Holder());
        holder.budget = budget;
        return holder;
    }

    private Holder holder(RequestedCall call, String name) {
        return holders.getOrDefault(new HolderName(call.tenant(), name), new Holder());
    }

    /** Decides, and writes what is admitted. */
    List<Verdict> decide(Connection connection, Instant now, LocalDate month, Duration lease) throws SQLException {
        try (var statement = connection.prepareStatement(SQL)) {
            var arguments = new Arguments(connection, statement);
            arguments.add(now);
            statement.setObject(++arguments.index, month);
            arguments.add(now.plus(lease));
            addHolders(arguments);
            addMeters(arguments);
            addCalls(arguments);
            addUses(arguments);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return Arrays.stream((String[]) rows.getArray(1).getArray())
                        .map(Verdict::of)
                        .toList();
            }
        }
    }

    private void addHolders(Arguments arguments) throws SQLException {
        var number = 0;
        var meter = 1;
        for (var holder : holders.values()) {
            holder.number = ++number;
            holder.firstMeter = meter;
            meter += holder.meters.size();
        }
        var all = List.copyOf(holders.values());
        arguments.add("uuid", holders.keySet().stream().map(HolderName::tenant).toArray());
        arguments.add("text", holders.keySet().stream().map(HolderName::name).toArray());
        arguments.add("int8", all.stream().map(holder -> holder.budget).toArray());
        arguments.add("int4", all.stream().map(holder -> holder.firstMeter).toArray());
        arguments.add(
                "int4",
                all.stream()
                        .map(holder -> holder.firstMeter + holder.meters.size() - 1)
                        .toArray());
    }

    private void addMeters(Arguments arguments) throws SQLException {
        var numbers = new ArrayList<Integer>();
        var parents = new ArrayList<Integer>();
        var names = new ArrayList<String>();
        var terms = new ArrayList<MeterTerms>();
        holders.forEach((name, holder) -> {
            var tenant = holders.get(new HolderName(name.tenant, ""));
            holder.meters.forEach((meter, of) -> {
                numbers.add(holder.number);
                parents.add(name.name.isEmpty() || tenant == null ? 0 : tenant.numberOf(meter));
                names.add(meter);
                terms.add(of);
            });
        });
        arguments.add("int4", numbers.toArray());
        arguments.add("int4", parents.toArray());
        arguments.add("text", names.toArray());
        arguments.add("int8", terms.stream().map(MeterTerms::included).toArray());
        arguments.add("int8", terms.stream().map(MeterTerms::unitPriceNanos).toArray());
        arguments.add("int8", terms.stream().map(MeterTerms::quota).toArray());
    }

    private void addCalls(Arguments arguments) throws SQLException {
        arguments.add("uuid", calls.stream().map(RequestedCall::tenant).toArray());
        arguments.add("uuid", calls.stream().map(RequestedCall::id).toArray());
        arguments.add(
                "text", calls.stream().map(call -> call.caller().subject()).toArray());
        arguments.add("text", calls.stream().map(RequestedCall::operation).toArray());
        arguments.add("bool", calls.stream().map(call -> call.caller().test()).toArray());
        arguments.add(
                "int4", calls.stream().map(call -> holder(call, "").number).toArray());
        arguments.add(
                "int4",
                calls.stream()
                        .map(call -> call.isOfKey() ? holder(call, call.caller().subject()).number : 0)
                        .toArray());
        arguments.add(
                "text",
                calls.stream()
                        .map(call -> array(call.uses().stream()
                                .map(RequestedCall.Use::meter)
                                .toList()))
                        .toArray());
        arguments.add(
                "text",
                calls.stream()
                        .map(call -> array(call.uses().stream()
                                .map(RequestedCall.Use::units)
                                .toList()))
                        .toArray());
    }

    private static String array(List<?> elements) {
        return elements.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private void addUses(Arguments arguments) throws SQLException {
        var firsts = new ArrayList<Integer>();
        var lasts = new ArrayList<Integer>();
        var meters = new ArrayList<Integer>();
        var keyMeters = new ArrayList<Integer>();
        var units = new ArrayList<Long>();
        for (var call : calls) {
            firsts.add(meters.size() + 1);
            var tenant = holder(call, "");
            for (var use : call.uses()) {
                meters.add(tenant.numberOf(use.meter()));
                keyMeters.add(
                        call.isOfKey() ? holder(call, call.caller().subject()).numberOf(use.meter()) : 0);
                units.add(use.units());
            }
            lasts.add(meters.size());
        }
        for (var numbers : List.of(firsts, lasts, meters, keyMeters)) {
            arguments.add("int4", numbers.toArray());
        }
        arguments.add("int8", units.toArray());
    }

    /** The arguments of a statement, one after another. */
    private static final class Arguments {
        private final Connection connection;
        private final PreparedStatement statement;
        private int index;

        Arguments(Connection connection, PreparedStatement statement) {
            this.connection = connection;
            this.statement = statement;
        }

        void add(Instant instant) throws SQLException {
            statement.setTimestamp(++index, Timestamp.from(instant));
        }

        void add(String type, Object[] elements) throws SQLException {
            statement.setArray(++index, connection.createArrayOf(type, elements));
        }
    }
}
