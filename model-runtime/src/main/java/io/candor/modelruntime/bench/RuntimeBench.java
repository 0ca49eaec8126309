package io.candor.modelruntime.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.modelruntime.bench.bare.BareStudy;
import io.candor.modelruntime.bench.bare.BareStudy.Point;
import io.candor.modelruntime.bench.model.Inputs;
import io.candor.modelruntime.bench.model.ModelFolders.Layout;
import io.candor.modelruntime.bench.row.Figures;
import io.candor.modelruntime.bench.row.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The benchmark of the model runtime: bare runs, this runtime and a peer in one run; the last line is one JSON object. */
public final class RuntimeBench {
    /** About a paragraph: long enough that a request costs more than its transport. */
    private static final int TOKENS = 64;

    private final Plan plan;
    private final Profile profile;

    private RuntimeBench(Plan plan) {
        this.plan = plan;
        this.profile = plan.durations();
    }

    /** Runs by the plan in the file that the one argument names. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: RuntimeBench <plan.json>");
        }
        var report = new RuntimeBench(Plan.read(Path.of(args[0]))).run();
        System.out.println();
        System.out.println(report.table());
        System.out.println(report.json());
        System.exit(0);
    }

    private Report run() throws InterruptedException {
        var machine = Machine.here();
        say("%s", machine);
        say("clients and server share the %d cores", machine.cores());
        var conditions = Figures.object().put("profile", profile.name()).put("tokens", TOKENS);
        conditions.set("machine", machine.figures());
        conditions.set("versions", Machine.versions());
        var points = study(conditions);
        var best = BareStudy.best(points);
        var served = BareStudy.economical(points);
        say("%s is best, the servers use %s", best, served);
        conditions.set("bare_best", Figures.of(best));
        conditions.set("servers_layout", Figures.of(served));
        var layout = new Layout(served.batch(), served.callers(), served.threads());
        var models = new BenchModels(plan.folder().resolve("models"));
        models.write(plan.minilm(), layout);
        return new Report(conditions, new Measurements(plan, models, best, layout, TOKENS).all());
    }

    private List<Point> study(ObjectNode conditions) throws InterruptedException {
        var points = BareStudy.measure(plan.minilm(), rows -> Inputs.sentences(rows, TOKENS), profile.point());
        var all = conditions.putArray("bare");
        points.forEach(point -> all.add(Figures.of(point)));
        points.forEach(point -> say("bare session.run: %s", point));
        return points;
    }

    static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
