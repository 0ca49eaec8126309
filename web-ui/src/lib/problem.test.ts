import { describe, expect, test } from 'vitest';
import { fieldError, ProblemError, problemOf } from './problem';

function refused(body: unknown, headers: Record<string, string> = {}): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(text, { status: 422, headers });
}

describe('problemOf', () => {
  test('reads every member of a problem', async () => {
    const problem = await problemOf(
      refused({
        type: 'urn:candor:problem:validation-failed',
        title: 'The request is not valid',
        detail: 'One field is wrong',
        request_id: 'req-1',
        errors: [{ field: 'text', detail: 'must not be blank' }],
      }),
    );

    expect(problem).toEqual({
      type: 'urn:candor:problem:validation-failed',
      title: 'The request is not valid',
      status: 422,
      detail: 'One field is wrong',
      requestId: 'req-1',
      errors: [{ field: 'text', detail: 'must not be blank' }],
    });
  });

  test('makes a problem of a page that a proxy wrote, with the request id of the header', async () => {
    const problem = await problemOf(refused('<h1>Bad gateway</h1>', { 'X-Request-Id': 'req-2' }));

    expect(problem).toEqual({
      type: 'about:blank',
      title: 'The service answered with status 422',
      status: 422,
      requestId: 'req-2',
      errors: [],
    });
  });

  test.each([null, 7, 'text', [], { title: 3, errors: 'none' }, { errors: [null, 'x', {}] }])(
    'survives the body %j',
    async (body) => {
      expect((await problemOf(refused(JSON.stringify(body)))).errors).toEqual([]);
    },
  );
});

test('a field gets its own complaints only', () => {
  const error = new ProblemError({
    type: 'urn:candor:problem:validation-failed',
    title: 'The request is not valid',
    status: 400,
    errors: [
      { field: 'name', detail: 'is taken' },
      { field: 'scopes[0]', detail: 'is not a scope' },
      { field: 'names', detail: 'is another field' },
      { field: 'name', detail: 'is too long' },
    ],
  });

  expect(fieldError(error, 'name')).toBe('is taken; is too long');
  expect(fieldError(error, 'scopes')).toBe('is not a scope');
  expect(fieldError(error, 'environment')).toBeUndefined();
  expect(fieldError(new Error('no problem'), 'name')).toBeUndefined();
  expect(error.slug).toBe('validation-failed');
  expect(error.message).toBe('The request is not valid');
});
