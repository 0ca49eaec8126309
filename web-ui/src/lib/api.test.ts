import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { answerWith, refuseWith, server } from '../testing/server';
import { answer, createApi } from './api';
import { ProblemError } from './problem';

const api = createApi(() => Promise.resolve('a-token'));

test('sends the access token', async () => {
  const seen = answerWith('get', '/v1/tenant', { name: 'Acme' });

  await api.tenant.GET('/v1/tenant');

  expect(seen[0]?.authorization).toBe('Bearer a-token');
});

test('sends no Authorization header when nobody is signed in', async () => {
  const seen = answerWith('get', '/v1/tenant', { name: 'Acme' });

  await createApi(() => Promise.resolve(undefined)).tenant.GET('/v1/tenant');

  expect(seen[0]?.authorization).toBeNull();
});

test('throws a refusal as the problem that the service wrote', async () => {
  refuseWith('get', '/v1/tenant', {
    status: 403,
    slug: 'insufficient-scope',
    title: 'Not allowed',
  });

  const refusal = await api.tenant.GET('/v1/tenant').catch((error: unknown) => error);

  expect(refusal).toBeInstanceOf(ProblemError);
  expect((refusal as ProblemError).problem).toMatchObject({ status: 403, requestId: 'req-7' });
});

test('says that Candor cannot be reached when there is no answer', async () => {
  server.use(http.get('/v1/tenant', () => HttpResponse.error()));

  await expect(api.tenant.GET('/v1/tenant')).rejects.toThrow('The request got no answer');
});

test('an empty answer where one was expected is an error, not undefined', async () => {
  await expect(answer(Promise.resolve({}))).rejects.toThrow('empty answer');
});
