import type { Session, SessionState } from '../lib/session';

/** A session in memory that a test steers. */
export class FakeSession implements Session {
  readonly signInsTo: string[] = [];
  signOuts = 0;
  private current: SessionState;
  private readonly listeners = new Set<() => void>();

  constructor(state: SessionState = signedIn()) {
    this.current = state;
  }

  become(state: SessionState): void {
    this.current = state;
    this.listeners.forEach((listener) => listener());
  }

  state(): SessionState {
    return this.current;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  signIn(returnTo: string): Promise<void> {
    this.signInsTo.push(returnTo);
    return Promise.resolve();
  }

  signOut(): Promise<void> {
    this.signOuts += 1;
    this.become({ status: 'signed-out' });
    return Promise.resolve();
  }

  accessToken(): Promise<string | undefined> {
    return Promise.resolve(this.current.status === 'signed-in' ? 'token-of-ada' : undefined);
  }
}

export function signedIn(): SessionState {
  return { status: 'signed-in', account: { name: 'Ada Lovelace', email: 'ada@example.com' } };
}
