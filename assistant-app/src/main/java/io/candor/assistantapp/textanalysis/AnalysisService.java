package io.candor.assistantapp.textanalysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.decision.CanonicalJson;
import io.candor.platform.decision.DecisionRecord;
import io.candor.platform.decision.Digests;
import io.candor.platform.decision.SubjectKeys;
import io.candor.platform.fault.FaultPoint;
import io.candor.platform.outbox.Outbox;
import io.candor.platform.service.IdGenerator;
import io.candor.platform.tenancy.TenantContext;
import io.candor.platform.usage.UsageRecorder;
import io.candor.platform.web.IdempotencyKeys;
import io.candor.platform.web.Page;
import io.candor.platform.web.PageRequest;
import io.candor.platform.web.ProblemException;
import io.candor.platform.web.StorableText;
import io.micronaut.transaction.annotation.ReadOnly;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Analyses texts; result, decision record and usage are committed together. */
@Singleton
class AnalysisService {
    private static final String APP = "assistant";
    private static final String CAPABILITY = "text-analysis";
    private static final String OPERATION = "assistant.analysis";
    private static final int LONGEST_TEXT = 32 * 1024;
    private static final int LONGEST_SUBJECT = 800;

    private final TextAnalyser analyser;
    private final AnalysisRepository analyses;
    private final IdempotencyKeys idempotency;
    private final SubjectKeys subjectKeys;
    private final Outbox outbox;
    private final UsageRecorder usage;
    private final IdGenerator ids;
    private final ObjectMapper json;
    private final Clock clock;

    AnalysisService(
            TextAnalyser analyser,
            AnalysisRepository analyses,
            IdempotencyKeys idempotency,
            SubjectKeys subjectKeys,
            Outbox outbox,
            UsageRecorder usage,
            IdGenerator ids,
            ObjectMapper json,
            Clock clock) {
        this.analyser = analyser;
        this.analyses = analyses;
        this.idempotency = idempotency;
        this.subjectKeys = subjectKeys;
        this.outbox = outbox;
        this.usage = usage;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
    }

    Analysis create(CreateAnalysisRequest request, @Nullable String idempotencyKey) {
        FaultPoint.reached("assistant.received");
        var received = clock.instant();
        StorableText.require("text", request.text(), LONGEST_TEXT);
        if (request.subjectRef() != null) {
            StorableText.require("subject_ref", request.subjectRef(), LONGEST_SUBJECT);
        }
        var analysis = idempotency.answer(
                idempotencyKey,
                OPERATION,
                request.subjectRef(),
                request,
                Analysis.class,
                () -> analyse(request),
                finding -> commit(request, finding, received));
        FaultPoint.reached("assistant.committed");
        return analysis;
    }

    @ReadOnly
    Analysis get(UUID id) {
        return analyses.find(id)
                .orElseThrow(() -> ProblemException.notFound("analysis-not-found", "There is no analysis " + id));
    }

    @ReadOnly
    Page<Analysis> list(PageRequest page) {
        return Page.of(analyses.page(page), page, analysis -> analysis.id().toString());
    }

    private Finding analyse(CreateAnalysisRequest request) {
        var finding = analyser.analyse(request);
        FaultPoint.reached("assistant.inferred");
        return finding;
    }

    private Analysis commit(CreateAnalysisRequest request, Finding finding, Instant received) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var analysis = new Analysis(
                ids.next(),
                ids.next(),
                request.text(),
                request.subjectRef(),
                finding.language(),
                request.intents(),
                finding.intents(),
                finding.outOfScope(),
                finding.sentiment(),
                finding.emotions(),
                finding.model(),
                now);
        analyses.insert(analysis);
        outbox.append("decision", analysis.decisionId(), decision(request, finding, analysis, received));
        usage.record(
                new UsageRecorder.Work(
                        analysis.id(),
                        analysis.decisionId(),
                        APP,
                        CAPABILITY,
                        finding.model().name(),
                        now),
                OPERATION,
                1);
        FaultPoint.reached("assistant.before-commit");
        return analysis;
    }

    private DecisionRecord decision(
            CreateAnalysisRequest request, Finding finding, Analysis analysis, Instant received) {
        var context = TenantContext.current();
        var subject = subjectKeys.of(request.subjectRef());
        var summary = json.createObjectNode();
        var intent = finding.intents().getFirst();
        summary.put("intent", finding.outOfScope().flag() ? "out_of_scope" : intent.label());
        summary.put("score", finding.outOfScope().flag() ? finding.outOfScope().score() : intent.score());
        summary.put("language", finding.language().code());
        summary.put("sentiment", finding.sentiment().label());
        return new DecisionRecord(
                analysis.decisionId(),
                context.requireTenant(),
                APP,
                CAPABILITY,
                finding.model(),
                salted(subject.key(), request),
                salted(subject.key(), finding),
                summary,
                context.subject(),
                subject.pseudonym(),
                null,
                null,
                analysis.createdAt(),
                Math.max(0, Duration.between(received, analysis.createdAt()).toMillis()));
    }

    private String salted(byte[] key, Object content) {
        return Digests.salted(key, CanonicalJson.bytes(json.valueToTree(content)));
    }
}
