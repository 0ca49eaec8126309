import { describe, expect, test } from 'vitest';
import { daysOf, lastDays, seriesOf } from './series';

test('the last days end today, counted in UTC', () => {
  const justBeforeMidnight = new Date('2026-03-01T23:59:59Z');

  expect(lastDays(30, justBeforeMidnight)).toEqual({ from: '2026-01-31', to: '2026-03-01' });
  expect(lastDays(1, justBeforeMidnight)).toEqual({ from: '2026-03-01', to: '2026-03-01' });
});

test('a period holds both its ends, over the end of a month and a leap day', () => {
  expect(daysOf({ from: '2028-02-28', to: '2028-03-01' })).toEqual([
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
  ]);
});

describe('seriesOf', () => {
  const period = { from: '2026-11-24', to: '2026-11-26' };

  test('gives each meter a value for each day', () => {
    const items = [
      { meter: 'model.tokens', day: '2026-11-25', quantity: 900 },
      { meter: 'assistant.analysis', day: '2026-11-24', quantity: 20 },
      { meter: 'assistant.analysis', day: '2026-11-26', quantity: 30 },
    ];

    const series = seriesOf(items, period);

    expect(series.map(({ meter, total }) => [meter, total])).toEqual([
      ['assistant.analysis', 50],
      ['model.tokens', 900],
    ]);
    expect(series[0]?.bars.map((bar) => bar.value)).toEqual([20, 0, 30]);
  });

  test('without usage there is no series', () => {
    expect(seriesOf([], period)).toEqual([]);
  });
});
