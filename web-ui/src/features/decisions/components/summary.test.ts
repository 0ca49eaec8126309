import { expect, test } from 'vitest';
import { summaryFacts, summaryText } from './summary';

test('reads whatever an app put into its summary', () => {
  expect(
    summaryFacts({
      finding: 'none',
      score: 0.5,
      tokens: 812,
      urgent: true,
      box: [1, 2],
      note: null,
    }),
  ).toEqual([
    ['Finding', 'none'],
    ['Score', '50.0%'],
    ['Tokens', '812'],
    ['Urgent', 'yes'],
    ['Box', '[1,2]'],
    ['Note', 'null'],
  ]);
});

test('one line holds the first three', () => {
  expect(summaryText({ a: 1, b: 2, c: 3, d: 4 })).toBe('A: 1, B: 2, C: 3');
  expect(summaryText({})).toBe('');
});
