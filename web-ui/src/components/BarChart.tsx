import { formatCount } from '../lib/format';
import './display.css';

interface Bar {
  label: string;
  value: number;
}

/** Bars over time. Read out as one sentence; the exact numbers belong in a table beside it. */
export function BarChart({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const highest = bars.reduce((top, bar) => (bar.value > top.value ? bar : top), {
    label: '',
    value: 0,
  });
  const total = bars.reduce((sum, bar) => sum + bar.value, 0);
  const summary = `${title}: ${formatCount(total)} in all, most on ${highest.label} with ${formatCount(highest.value)}.`;
  return (
    <figure className="chart">
      <div className="chart-plot" role="img" aria-label={summary}>
        {bars.map((bar) => (
          <div
            key={bar.label}
            className="chart-bar"
            title={`${bar.label}: ${formatCount(bar.value)}`}
            style={{ height: `${highest.value === 0 ? 0 : (bar.value / highest.value) * 100}%` }}
          />
        ))}
      </div>
      <div className="chart-axis" aria-hidden="true">
        <span>{bars[0]?.label}</span>
        <span>Highest: {formatCount(highest.value)}</span>
        <span>{bars.at(-1)?.label}</span>
      </div>
    </figure>
  );
}
