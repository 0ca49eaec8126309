import type { UserManager } from 'oidc-client-ts';
import { User, WebStorageStateStore } from 'oidc-client-ts';
import { beforeEach, expect, test, vi } from 'vitest';
import { createUserManager, localPath, OidcSession } from './oidcSession';

const CONFIG = { oidcIssuer: 'https://id.example.com/realms/candor', oidcClientId: 'candor-web' };

let manager: UserManager;

beforeEach(() => {
  manager = createUserManager(CONFIG);
  window.history.replaceState(null, '', '/');
});

function user(expiresIn: number, changes: { returnTo?: string; token?: string } = {}): User {
  return new User({
    access_token: changes.token ?? 'first-token',
    token_type: 'Bearer',
    expires_at: Math.floor(Date.now() / 1000) + expiresIn,
    profile: {
      iss: CONFIG.oidcIssuer,
      aud: CONFIG.oidcClientId,
      sub: 'ada',
      exp: 0,
      iat: 0,
      name: 'Ada Lovelace',
      email: 'ada@example.com',
    },
    userState: { returnTo: changes.returnTo },
  });
}

test('asks for the code flow with PKCE and keeps tokens in this tab only', () => {
  expect(manager.settings.response_type).toBe('code');
  expect(manager.settings.disablePKCE).toBe(false);
  expect(manager.settings.redirect_uri).toBe('http://127.0.0.1:8080/signed-in');
  expect(manager.settings.userStore).toBeInstanceOf(WebStorageStateStore);
});

test('takes up the session of this tab', async () => {
  await manager.storeUser(user(300));
  const session = new OidcSession(manager);

  await session.restore();

  expect(session.state()).toEqual({
    status: 'signed-in',
    account: { name: 'Ada Lovelace', email: 'ada@example.com' },
  });
  expect(await session.accessToken()).toBe('first-token');
  expect(window.localStorage).toHaveLength(0);
});

test('without a session in this tab nobody is signed in', async () => {
  const session = new OidcSession(manager);

  await session.restore();

  expect(session.state()).toEqual({ status: 'signed-out' });
  expect(await session.accessToken()).toBeUndefined();
});

test('renews an expired token before it is used', async () => {
  await manager.storeUser(user(-10));
  vi.spyOn(manager, 'signinSilent').mockResolvedValue(user(300, { token: 'second-token' }));
  const session = new OidcSession(manager);

  expect(await session.accessToken()).toBe('second-token');
  expect(session.state().status).toBe('signed-in');
});

test('ends the session with a reason when it cannot be renewed', async () => {
  await manager.storeUser(user(-10));
  vi.spyOn(manager, 'signinSilent').mockRejectedValue(new Error('invalid_grant'));
  const session = new OidcSession(manager);
  const heard = vi.fn();
  session.subscribe(heard);

  await session.restore();

  expect(session.state()).toEqual({
    status: 'signed-out',
    reason: 'Your session has ended. Please sign in again.',
  });
  expect(heard).toHaveBeenCalled();
  expect(await manager.getUser()).toBeNull();
});

test('completes a sign-in, goes back to where it began and drops the code from the address', async () => {
  window.history.replaceState(null, '', '/signed-in?code=abc&state=def');
  vi.spyOn(manager, 'signinRedirectCallback').mockResolvedValue(
    user(300, { returnTo: '/decisions?app=assistant' }),
  );
  const session = new OidcSession(manager);

  await session.restore();

  expect(session.state().status).toBe('signed-in');
  expect(window.location.pathname + window.location.search).toBe('/decisions?app=assistant');
});

test('a sign-in that fails leaves nobody signed in and says so', async () => {
  window.history.replaceState(null, '', '/signed-in?error=access_denied&state=unknown');
  const session = new OidcSession(manager);

  await session.restore();

  expect(session.state()).toEqual({
    status: 'signed-out',
    reason: 'The sign-in could not be completed. Please try again.',
  });
  expect(window.location.pathname).toBe('/');
});

test('remembers where to go back to over the redirect', async () => {
  const redirect = vi.spyOn(manager, 'signinRedirect').mockResolvedValue();

  await new OidcSession(manager).signIn('/usage');

  expect(redirect).toHaveBeenCalledWith({ state: { returnTo: '/usage' } });
});

test.each([
  ['/decisions?app=x', '/decisions?app=x'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/signed-in?code=1', '/'],
  [undefined, '/'],
  [7, '/'],
])('returns from a sign-in to %j as %s', (candidate, path) => {
  expect(localPath(candidate)).toBe(path);
});
