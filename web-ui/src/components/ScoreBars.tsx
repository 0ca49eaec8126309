import { formatLabel, formatScore } from '../lib/format';
import './display.css';

interface Score {
  label: string;
  score: number;
}

/** Scores from 0 to 1 as bars, the first one set off. The number stands beside, so the bar is decoration. */
export function ScoreBars({ scores, name }: { scores: readonly Score[]; name: string }) {
  return (
    <ol className="scores" aria-label={name}>
      {scores.map(({ label, score }, index) => (
        <li key={label} className={index === 0 ? 'score score-first' : 'score'}>
          <span className="score-label break">{formatLabel(label)}</span>
          <span className="score-value">{formatScore(score)}</span>
          <div className="score-track" aria-hidden="true">
            <div
              className="score-fill"
              style={{ width: `${Math.min(1, Math.max(0, score)) * 100}%` }}
            />
          </div>
        </li>
      ))}
    </ol>
  );
}
