import { type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { AppConfig } from './config';
import type { Account, Session, SessionState } from './session';

/** Where the sign-in service sends the browser back to. */
export const CALLBACK_PATH = '/signed-in';

/** OpenID Connect with authorization code and PKCE; tokens live in this tab's session storage only. */
export function createUserManager(config: AppConfig): UserManager {
  return new UserManager({
    authority: config.oidcIssuer,
    client_id: config.oidcClientId,
    redirect_uri: `${window.location.origin}${CALLBACK_PATH}`,
    post_logout_redirect_uri: `${window.location.origin}/`,
    response_type: 'code',
    scope: 'openid profile email',
    automaticSilentRenew: true,
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
  });
}

/** Only a path of this app: what comes back from a redirect must not lead elsewhere. */
export function localPath(candidate: unknown): string {
  if (typeof candidate !== 'string') {
    return '/';
  }
  const safe = /^\/(?![/\\])/.test(candidate) && !candidate.startsWith(CALLBACK_PATH);
  return safe ? candidate : '/';
}

function accountOf(user: User): Account {
  const { name, preferred_username, email, sub } = user.profile;
  return {
    name: name ?? preferred_username ?? email ?? sub,
    ...(email === undefined ? {} : { email }),
  };
}

/** The session of a person who signs in with OpenID Connect. */
export class OidcSession implements Session {
  private readonly manager: UserManager;
  private readonly listeners = new Set<() => void>();
  private current: SessionState = { status: 'signed-out' };

  constructor(manager: UserManager) {
    this.manager = manager;
    manager.events.addUserLoaded((user) => this.become(this.signedIn(user)));
    manager.events.addUserUnloaded(() => {
      // An end that was already explained keeps its reason.
      if (this.current.status === 'signed-in') {
        this.become({ status: 'signed-out' });
      }
    });
    manager.events.addAccessTokenExpired(() => void this.end());
  }

  /** Takes up a session that this tab already has, or completes a sign-in on the way back. */
  async restore(): Promise<void> {
    if (window.location.pathname === CALLBACK_PATH) {
      await this.completeSignIn();
      return;
    }
    const user = await this.manager.getUser();
    if (user === null) {
      return;
    }
    if (user.expired !== true) {
      this.become(this.signedIn(user));
    } else {
      await this.renew();
    }
  }

  state(): SessionState {
    return this.current;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async signIn(returnTo: string): Promise<void> {
    await this.manager.signinRedirect({ state: { returnTo } });
  }

  async signOut(): Promise<void> {
    await this.manager.signoutRedirect();
  }

  async accessToken(): Promise<string | undefined> {
    const user = await this.manager.getUser();
    if (user === null) {
      return undefined;
    }
    return user.expired === true ? this.renew() : user.access_token;
  }

  private async completeSignIn(): Promise<void> {
    let returnTo: unknown;
    try {
      const user = await this.manager.signinRedirectCallback();
      returnTo = (user.state as { returnTo?: unknown } | undefined)?.returnTo;
      this.become(this.signedIn(user));
    } catch {
      this.become({
        status: 'signed-out',
        reason: 'The sign-in could not be completed. Please try again.',
      });
    }
    // The code in the address is spent: it must not stay in the history.
    window.history.replaceState(null, '', localPath(returnTo));
  }

  private async renew(): Promise<string | undefined> {
    try {
      const user = await this.manager.signinSilent();
      if (user !== null) {
        this.become(this.signedIn(user));
        return user.access_token;
      }
    } catch {
      // Told to the person below: the only way on is to sign in again.
    }
    await this.end();
    return undefined;
  }

  private async end(): Promise<void> {
    this.become({ status: 'signed-out', reason: 'Your session has ended. Please sign in again.' });
    await this.manager.removeUser();
  }

  private signedIn(user: User): SessionState {
    return { status: 'signed-in', account: accountOf(user) };
  }

  private become(next: SessionState): void {
    this.current = next;
    this.listeners.forEach((listener) => listener());
  }
}
