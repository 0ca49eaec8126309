import { createContext, useContext, useSyncExternalStore } from 'react';

/** The person who is signed in. */
export interface Account {
  name: string;
  email?: string;
}

export type SessionState =
  { status: 'signed-in'; account: Account } | { status: 'signed-out'; reason?: string };

/** Who is signed in, and how to change that. */
export interface Session {
  /** The same object until something changes. */
  state(): SessionState;
  subscribe(listener: () => void): () => void;
  /** Leaves the page for the sign-in service, which sends the person back to `returnTo`. */
  signIn(returnTo: string): Promise<void>;
  signOut(): Promise<void>;
  /** A token that is valid now, renewed if it must be. */
  accessToken(): Promise<string | undefined>;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) {
    throw new Error('useSession needs a SessionContext around it');
  }
  return session;
}

export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.state(),
  );
}
