package io.candor.modelruntime.modelrepository;

import io.candor.modelruntime.scheduler.QueuePolicy;
import io.candor.modelruntime.scheduler.SchedulerSettings;
import io.candor.modelruntime.scheduler.TimeoutAction;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code max_batch_size}, {@code instance_group} and {@code dynamic_batching}, by Triton's names and meanings
 * ({@code model_config.proto}).
 */
final class ExecutionReader {
    private static final Set<String> GROUP = Set.of("count", "kind", "threads", "gpus");
    private static final Set<String> BATCHING = Set.of(
            "preferred_batch_size",
            "max_queue_delay_microseconds",
            "preserve_ordering",
            "priority_levels",
            "default_priority_level",
            "default_queue_policy",
            "priority_queue_policy");
    private static final Set<String> POLICY =
            Set.of("timeout_action", "default_timeout_microseconds", "allow_timeout_override", "max_queue_size");
    private static final int LEVELS = 3;
    private static final int MIDDLE = 2;

    /** What holds where nothing is said: a minute's patience that a request may shorten, and a queue with an end. */
    private static final QueuePolicy QUEUE_POLICY =
            new QueuePolicy(TimeoutAction.REJECT, Duration.ofMinutes(1), true, 512);

    private final YamlNode root;
    private final int defaultMaxBatchSize;
    private final List<Integer> lengthBuckets;

    /** A reader for a model whose {@code max_batch_size} is {@code defaultMaxBatchSize} where it says nothing. */
    ExecutionReader(YamlNode root, int defaultMaxBatchSize, List<Integer> lengthBuckets) {
        this.root = root;
        this.defaultMaxBatchSize = defaultMaxBatchSize;
        this.lengthBuckets = lengthBuckets;
    }

    /** Upper bounds for texts of up to {@code maxLength} tokens: 8, 16, 32 and so on. */
    static List<Integer> lengthBuckets(int maxLength) {
        var bounds = new ArrayList<Integer>();
        for (var bound = 8; bound < maxLength; bound *= 2) {
            bounds.add(bound);
        }
        bounds.add(maxLength);
        return bounds;
    }

    Execution read() throws MalformedModelException {
        var given = root.find("max_batch_size");
        var maxBatchSize = given.isPresent() ? given.get().natural() : defaultMaxBatchSize;
        try {
            return new Execution(instanceGroup(), maxBatchSize > 0, queue(Math.max(1, maxBatchSize)));
        } catch (IllegalArgumentException e) {
            throw new MalformedModelException(String.valueOf(e.getMessage()));
        }
    }

    private InstanceGroup instanceGroup() throws MalformedModelException {
        var given = root.find("instance_group");
        if (given.isEmpty()) {
            return InstanceGroup.AUTO;
        }
        var group = given.get().only(GROUP);
        var gpus = new ArrayList<Integer>();
        if (group.find("gpus").isPresent()) {
            for (var gpu : group.get("gpus").items()) {
                gpus.add(gpu.natural());
            }
        }
        return new InstanceGroup(
                number(group, "count", 0),
                group.find("kind").isPresent() ? kind(group.get("kind")) : InstanceGroup.Kind.AUTO,
                number(group, "threads", 0),
                gpus);
    }

    private static InstanceGroup.Kind kind(YamlNode node) throws MalformedModelException {
        return switch (node.text()) {
            case "KIND_AUTO" -> InstanceGroup.Kind.AUTO;
            case "KIND_CPU" -> InstanceGroup.Kind.CPU;
            case "KIND_GPU" -> InstanceGroup.Kind.GPU;
            default -> throw node.wrong("KIND_AUTO, KIND_CPU or KIND_GPU");
        };
    }

    private SchedulerSettings queue(int maxBatchSize) throws MalformedModelException {
        var given = root.find("dynamic_batching");
        if (given.isEmpty()) {
            return new SchedulerSettings(
                    maxBatchSize,
                    Set.of(),
                    Duration.ZERO,
                    false,
                    LEVELS,
                    MIDDLE,
                    QUEUE_POLICY,
                    Map.of(),
                    lengthBuckets);
        }
        var batching = given.get().only(BATCHING);
        var policy = policy(batching.find("default_queue_policy").orElse(null), QUEUE_POLICY);
        return new SchedulerSettings(
                maxBatchSize,
                preferredBatchSizes(batching),
                microseconds(batching, "max_queue_delay_microseconds", Duration.ZERO),
                flag(batching, "preserve_ordering", false),
                number(batching, "priority_levels", 0),
                number(batching, "default_priority_level", 0),
                policy,
                policies(batching, policy),
                lengthBuckets);
    }

    private static Set<Integer> preferredBatchSizes(YamlNode batching) throws MalformedModelException {
        var sizes = new HashSet<Integer>();
        if (batching.find("preferred_batch_size").isPresent()) {
            for (var size : batching.get("preferred_batch_size").items()) {
                sizes.add(size.positive());
            }
        }
        return sizes;
    }

    private static Map<Integer, QueuePolicy> policies(YamlNode batching, QueuePolicy fallback)
            throws MalformedModelException {
        var policies = new HashMap<Integer, QueuePolicy>();
        if (batching.find("priority_queue_policy").isPresent()) {
            for (var entry : batching.get("priority_queue_policy").entries().entrySet()) {
                var level = IntStream.rangeClosed(1, SchedulerSettings.MOST_LEVELS)
                        .filter(number -> entry.getKey().equals(String.valueOf(number)))
                        .findFirst();
                if (level.isEmpty()) {
                    throw batching.get("priority_queue_policy").wrong("keyed by priority level");
                }
                policies.put(level.getAsInt(), policy(entry.getValue(), fallback));
            }
        }
        return policies;
    }

    private static QueuePolicy policy(@Nullable YamlNode node, QueuePolicy fallback) throws MalformedModelException {
        if (node == null) {
            return fallback;
        }
        node.only(POLICY);
        return new QueuePolicy(
                node.find("timeout_action").isPresent() ? action(node.get("timeout_action")) : fallback.timeoutAction(),
                microseconds(node, "default_timeout_microseconds", fallback.defaultTimeout()),
                flag(node, "allow_timeout_override", fallback.allowTimeoutOverride()),
                number(node, "max_queue_size", fallback.maxQueueSize()));
    }

    private static TimeoutAction action(YamlNode node) throws MalformedModelException {
        return switch (node.text()) {
            case "REJECT" -> TimeoutAction.REJECT;
            case "DELAY" -> TimeoutAction.DELAY;
            default -> throw node.wrong("REJECT or DELAY");
        };
    }

    private static int number(YamlNode node, String key, int otherwise) throws MalformedModelException {
        var given = node.find(key);
        return given.isPresent() ? given.get().natural() : otherwise;
    }

    private static boolean flag(YamlNode node, String key, boolean otherwise) throws MalformedModelException {
        var given = node.find(key);
        return given.isPresent() ? given.get().flag() : otherwise;
    }

    private static Duration microseconds(YamlNode node, String key, Duration otherwise) throws MalformedModelException {
        var given = node.find(key);
        return given.isPresent() ? Duration.of(given.get().natural(), ChronoUnit.MICROS) : otherwise;
    }
}
