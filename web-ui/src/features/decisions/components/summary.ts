import { formatLabel, formatScore } from '../../../lib/format';

type Summary = Record<string, unknown>;

/** A summary's entries as readable pairs, whatever app wrote it. */
export function summaryFacts(summary: Summary): [string, string][] {
  return Object.entries(summary).map(([name, value]) => [
    formatLabel(name),
    valueText(name, value),
  ]);
}

/** A summary in one line. */
export function summaryText(summary: Summary): string {
  return summaryFacts(summary)
    .slice(0, 3)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

function valueText(name: string, value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (typeof value === 'number') {
    return /score|confidence/.test(name) ? formatScore(value) : String(value);
  }
  return JSON.stringify(value);
}
