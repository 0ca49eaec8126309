import { Link } from '@tanstack/react-router';
import { Badge } from '../../../components/Badge';
import { Digest, Facts } from '../../../components/Facts';
import { Card } from '../../../components/Page';
import { ScoreBars } from '../../../components/ScoreBars';
import { formatLabel, formatScore } from '../../../lib/format';
import type { Analysis } from '../api/analyses';

const LANGUAGES: Record<string, string> = { en: 'English', zh: 'Chinese' };

/** What the model made of a text, and where that is on record. */
export function AnalysisResult({ analysis }: { analysis: Analysis }) {
  const { language, out_of_scope: outOfScope, sentiment, model } = analysis;
  const tones = Object.entries(sentiment.scores)
    .map(([label, score]) => ({ label, score }))
    .sort((a, b) => b.score - a.score);
  return (
    <div className="stack">
      <div className="split">
        <Card title="Intents">
          {outOfScope.flag ? (
            <div className="notice notice-warning">
              <strong>Out of scope</strong>
              <p className="small">
                None of the intents of <code>{analysis.intent_set}</code> fits well (out-of-scope
                score {formatScore(outOfScope.score)}). The closest are listed.
              </p>
            </div>
          ) : (
            <div className="row">
              <Badge tone="good">In scope</Badge>
              <span className="small muted">
                Out-of-scope score {formatScore(outOfScope.score)} · {analysis.intent_set}
              </span>
            </div>
          )}
          <ScoreBars name="Intents by score" scores={analysis.intents} />
        </Card>
        <div className="stack">
          <Card title="Sentiment">
            <p>
              <Badge tone={toneOf(sentiment.label)}>{formatLabel(sentiment.label)}</Badge>
            </p>
            <ScoreBars name="Sentiment by score" scores={tones} />
          </Card>
          <Card title="Emotions">
            {analysis.emotions.length === 0 ? (
              <p className="muted">No emotion stands out.</p>
            ) : (
              <ScoreBars name="Emotions by score" scores={analysis.emotions} />
            )}
          </Card>
        </div>
      </div>
      <Card title="On record">
        <Facts
          items={[
            [
              'Language',
              `${LANGUAGES[language.code] ?? language.code} (${formatScore(language.confidence)} sure)`,
            ],
            [
              'Decision',
              <Link key="link" to="/decisions/$id" params={{ id: analysis.decision_id }}>
                <Digest value={analysis.decision_id} />
              </Link>,
            ],
            ['Model', `${model.name}, version ${model.version}`],
            ['Model digest', <Digest key="digest" value={model.sha256} />],
          ]}
        />
      </Card>
    </div>
  );
}

function toneOf(sentiment: string): 'good' | 'bad' | 'warning' | undefined {
  switch (sentiment) {
    case 'positive':
      return 'good';
    case 'negative':
      return 'bad';
    case 'ambiguous':
      return 'warning';
    default:
      return undefined;
  }
}
