import { expect, test } from 'vitest';
import { answerWith } from '../testing/server';
import { loadConfig } from './config';

test('learns the sign-in service from the gateway', async () => {
  answerWith('get', '/config.json', {
    oidc_issuer: 'https://id.example.com/realms/candor',
    oidc_client_id: 'candor-web',
  });

  expect(await loadConfig()).toEqual({
    oidcIssuer: 'https://id.example.com/realms/candor',
    oidcClientId: 'candor-web',
  });
});

test('says so when the configuration cannot be had', async () => {
  answerWith('get', '/config.json', {}, 503);

  await expect(loadConfig()).rejects.toThrow('status 503');
});

test('says so when the configuration names no sign-in service', async () => {
  answerWith('get', '/config.json', { oidc_issuer: 7 });

  await expect(loadConfig()).rejects.toThrow('names no sign-in service');
});
