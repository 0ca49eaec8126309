package io.candor.modelruntime.serving;

import io.candor.modelruntime.metrics.InferenceSpans;
import io.candor.modelruntime.metrics.ModelMetrics;
import io.candor.modelruntime.metrics.ModelRecording;
import io.candor.modelruntime.modelrepository.Execution;
import io.candor.modelruntime.modelrepository.InstanceGroup;
import io.candor.modelruntime.modelrepository.MalformedModelException;
import io.candor.modelruntime.modelrepository.ModelDefinition;
import io.candor.modelruntime.modelrepository.ModelId;
import io.candor.modelruntime.modelrepository.StoredModel;
import io.candor.modelruntime.scheduler.BatchOutcome;
import io.candor.modelruntime.scheduler.BatchRunner;
import io.candor.modelruntime.scheduler.Scheduler;
import io.candor.modelruntime.scheduler.SchedulerListener;
import io.candor.modelruntime.scheduler.SchedulerSettings;
import io.candor.modelruntime.session.Device;
import io.candor.modelruntime.session.GraphSettings;
import io.candor.modelruntime.session.OnnxFailureException;
import io.candor.modelruntime.session.OnnxGraph;
import io.candor.modelruntime.session.OnnxRuntime;
import io.candor.modelruntime.session.Placement;
import io.candor.modelruntime.textpipeline.EncoderGraph;
import io.candor.modelruntime.textpipeline.TextHead;
import io.candor.modelruntime.textpipeline.TextTokenizer;
import io.candor.modelruntime.textpipeline.TokenizedText;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Opens graphs and gives each its queue and its instances. */
final class StageFactory {
    private static final List<Integer> TEXT_LENGTHS = List.of(64, 256, 1024, 4096, 16_384, 32_768);

    private final OnnxRuntime runtime;
    private final ModelMetrics metrics;
    private final InferenceSpans spans;
    private final int cores;

    StageFactory(OnnxRuntime runtime, ModelMetrics metrics, InferenceSpans spans, int cores) {
        this.runtime = runtime;
        this.metrics = metrics;
        this.spans = spans;
        this.cores = cores;
    }

    /** A stage that is loaded, and what counts for it. */
    record Opened<S extends AutoCloseable>(Shared<S> stage, ModelRecording recording, long memory) {}

    Opened<GraphStage> graph(StoredModel stored, ModelDefinition.Onnx definition) throws MalformedModelException {
        try {
            var graph = runtime.open(stored.folder().resolve("model.onnx"), settings(definition.execution()));
            var recording = recording(stored.id(), graph);
            return new Opened<>(
                    new Shared<>(graphStage(stored.id(), graph, definition.execution(), recording)),
                    recording,
                    graph.memory());
        } catch (OnnxFailureException e) {
            throw new MalformedModelException(String.valueOf(e.getMessage()));
        }
    }

    Opened<HeadStage> head(StoredModel stored, ModelDefinition.TextHead definition) throws MalformedModelException {
        var graph = TextHead.graph(definition, stored.folder(), runtime, settings(definition.execution()));
        var recording = recording(stored.id(), graph);
        var stage = graphStage(stored.id(), graph, definition.execution(), recording);
        return new Opened<>(new Shared<>(new HeadStage(stored, definition, stage)), recording, graph.memory());
    }

    Opened<EncoderStage> encoder(StoredModel stored, ModelDefinition.TextEncoder definition)
            throws MalformedModelException {
        var tokenizer = TextTokenizer.open(stored.folder().resolve("tokenizer.json"), definition.maxLength());
        try {
            var execution = definition.execution();
            var encoder = EncoderGraph.open(definition, stored.folder(), runtime, settings(execution));
            var recording = recording(stored.id(), encoder.graph());
            var encoding = new StageQueue<>(
                    stored.id(),
                    execution.queue(),
                    encoder.runners(instances(execution.instanceGroup(), encoder.graph())),
                    recording,
                    spans);
            return new Opened<>(
                    new Shared<>(new EncoderStage(
                            stored,
                            definition,
                            tokenizer,
                            encoder,
                            tokenizing(stored.id(), tokenizer, execution),
                            encoding)),
                    recording,
                    encoder.graph().memory());
        } catch (MalformedModelException e) {
            tokenizer.close();
            throw e;
        }
    }

    /** What counts for a model that has no graph of its own. */
    ModelRecording recording(ModelId id, String device) {
        return metrics.register(label(id), id.version(), device, 0);
    }

    /** What a model is called in the metrics, where two tenants may have models of one name. */
    static String label(ModelId id) {
        return id.owner() == null ? id.name() : "tenants/" + id.owner() + "/" + id.name();
    }

    private ModelRecording recording(ModelId id, OnnxGraph graph) {
        return metrics.register(label(id), id.version(), graph.device().toString(), graph.memory());
    }

    private GraphStage graphStage(ModelId id, OnnxGraph graph, Execution execution, ModelRecording recording) {
        var runners = graph.runners(instances(execution.instanceGroup(), graph));
        return new GraphStage(graph, new StageQueue<>(id, execution.queue(), runners, recording, spans));
    }

    /** Texts wait to be tokenised as they wait to be encoded, so that a tenant with many does not keep others out. */
    private Scheduler<String, TokenizedText> tokenizing(ModelId id, TextTokenizer tokenizer, Execution execution) {
        var queue = execution.queue();
        var settings = new SchedulerSettings(
                1,
                java.util.Set.of(),
                Duration.ZERO,
                false,
                queue.priorityLevels(),
                queue.defaultPriorityLevel(),
                queue.defaultQueuePolicy(),
                queue.priorityQueuePolicies(),
                TEXT_LENGTHS);
        BatchRunner<String, TokenizedText> runner = texts -> tokenize(tokenizer, texts);
        return new Scheduler<>(id + " tokenizer", settings, Collections.nCopies(cores, runner), SchedulerListener.NONE);
    }

    private static BatchOutcome<TokenizedText> tokenize(TextTokenizer tokenizer, List<String> texts) {
        var start = System.nanoTime();
        var tokens = tokenizer.tokenize(texts);
        return new BatchOutcome<>(tokens, Duration.ZERO, Duration.ofNanos(System.nanoTime() - start), Duration.ZERO);
    }

    /** One core for each instance, unless the model says otherwise: instances do not fight for cores then. */
    private GraphSettings settings(Execution execution) {
        var group = execution.instanceGroup();
        var threads =
                group.threads() > 0 ? group.threads() : group.count() == 0 ? 1 : Math.max(1, cores / group.count());
        var placement = Placement.valueOf("KIND_" + group.kind());
        return new GraphSettings(threads, placement, group.gpus().isEmpty() ? List.of(0) : group.gpus());
    }

    private int instances(InstanceGroup group, OnnxGraph graph) {
        if (group.count() > 0) {
            return group.count();
        }
        return graph.device() == Device.CUDA ? 1 : Math.max(1, cores / Math.max(1, group.threads()));
    }
}
