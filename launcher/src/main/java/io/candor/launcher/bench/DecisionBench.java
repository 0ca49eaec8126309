package io.candor.launcher.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.launcher.demo.CustomerApi;
import io.candor.launcher.demo.DemoTexts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Decisions per second through the gateway, with 1 and with 16 clients, beside the bare model's rate. */
record DecisionBench(CustomerApi api, Path projectRoot, Duration time) {
    private static final int[] CLIENTS = {1, 16};

    ObjectNode run() throws InterruptedException {
        var texts = DemoTexts.all();
        var load = new Load(api, texts);
        System.out.printf("warming up for %d s%n", time.toSeconds() / 2);
        load.run(4, time.dividedBy(2));
        var result = new ObjectMapper().createObjectNode();
        result.put("bench", "decision");
        result.put("cores", Runtime.getRuntime().availableProcessors());
        result.put("seconds", time.toSeconds());
        var platform = result.putArray("platform");
        for (var clients : CLIENTS) {
            var measured = load.run(clients, time);
            System.out.printf(
                    "platform, %2d clients: %7.1f decisions/s, p50 %6.1f ms, p99 %6.1f ms, %d failed%n",
                    clients, measured.perSecond(), measured.p50(), measured.p99(), measured.failed());
            platform.add(measured.json());
        }
        var bare = new BareModel(projectRoot).measure(texts, time);
        System.out.println("bare model, no server: " + bare);
        result.set("bare_model", bare);
        return result;
    }

    /** Whether every request of a run was answered. */
    static boolean isClean(ObjectNode result) {
        var failed = result.findValuesAsText("failed");
        return List.copyOf(failed).stream().allMatch("0"::equals);
    }
}
