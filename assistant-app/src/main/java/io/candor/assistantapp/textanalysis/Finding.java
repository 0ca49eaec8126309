package io.candor.assistantapp.textanalysis;

import io.candor.assistantapp.textanalysis.Analysis.DetectedLanguage;
import io.candor.assistantapp.textanalysis.Analysis.LabelScore;
import io.candor.assistantapp.textanalysis.Analysis.OutOfScope;
import io.candor.assistantapp.textanalysis.Analysis.Sentiment;
import io.candor.platform.decision.DecisionRecord;
import java.util.List;

/** What the models said about a text. */
record Finding(
        DetectedLanguage language,
        List<LabelScore> intents,
        OutOfScope outOfScope,
        Sentiment sentiment,
        List<LabelScore> emotions,
        DecisionRecord.Model model) {}
