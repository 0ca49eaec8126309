import { useState } from 'react';
import { Button } from '../components/Button';
import { ProblemNotice } from '../components/ProblemNotice';
import { useSession } from '../lib/session';

export function SignInPage({ reason }: { reason: string | undefined }) {
  const session = useSession();
  const [error, setError] = useState<unknown>();
  const [leaving, setLeaving] = useState(false);
  const signIn = async () => {
    setLeaving(true);
    setError(undefined);
    try {
      await session.signIn(window.location.pathname + window.location.search);
    } catch {
      setError(new Error('The sign-in service cannot be reached. Try again in a moment.'));
      setLeaving(false);
    }
  };
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <title>Sign in · Candor</title>
        <div className="brand">
          <img src="/favicon.svg" alt="" />
          Candor
        </div>
        <div className="stack-tight">
          <h1>Sign in</h1>
          <p className="muted">Model decisions that you can prove.</p>
        </div>
        {reason !== undefined && (
          <p className="notice notice-warning" role="status">
            {reason}
          </p>
        )}
        <ProblemNotice error={error} />
        <Button variant="primary" pending={leaving} onClick={() => void signIn()}>
          Continue to sign in
        </Button>
      </div>
    </main>
  );
}
