import { expect, test } from 'vitest';
import { ProblemError, unreachable } from './problem';
import { retryPassing } from './retry';

function refusal(status: number): ProblemError {
  return new ProblemError({ type: 'about:blank', title: 'Refused', status, errors: [] });
}

test.each([400, 401, 403, 404, 409, 429, 500])('does not ask again after status %i', (status) => {
  expect(retryPassing(0, refusal(status))).toBe(false);
});

test.each([502, 503, 504])('asks twice more after status %i', (status) => {
  expect([0, 1, 2].map((failures) => retryPassing(failures, refusal(status)))).toEqual([
    true,
    true,
    false,
  ]);
});

test('asks again when there was no answer, but not after a bug', () => {
  expect(retryPassing(0, unreachable())).toBe(true);
  expect(retryPassing(0, new TypeError('x is not a function'))).toBe(false);
});
