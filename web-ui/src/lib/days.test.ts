import { expect, test } from 'vitest';
import { dayAfter, utcDay } from './days';

test.each([
  ['2026-11-25', '2026-11-26'],
  ['2026-02-28', '2026-03-01'],
  ['2028-02-28', '2028-02-29'],
  ['2026-12-31', '2027-01-01'],
])('after %s comes %s', (day, next) => {
  expect(dayAfter(day)).toBe(next);
});

test('a day is that of UTC', () => {
  expect(utcDay(new Date('2026-11-25T23:59:59+14:00'))).toBe('2026-11-25');
  expect(utcDay(new Date('2026-11-25T23:59:59-08:00'))).toBe('2026-11-26');
});
