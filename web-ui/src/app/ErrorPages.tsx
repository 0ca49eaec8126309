import { Link } from '@tanstack/react-router';
import { Button } from '../components/Button';
import { Page } from '../components/Page';
import { ProblemNotice } from '../components/ProblemNotice';

export function NotFoundPage() {
  return (
    <Page title="Page not found" intro="There is nothing at this address. It may have moved.">
      <div>
        <Link to="/analyse" className="button">
          Go to the start
        </Link>
      </div>
    </Page>
  );
}

export function ErrorPage({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <Page title="This page could not be shown">
      <ProblemNotice error={error} onRetry={reset} />
    </Page>
  );
}

/** The gateway did not say where to sign in, so the app cannot start. */
export function StartErrorPage({ error }: { error: unknown }) {
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <title>Candor</title>
        <h1>Candor could not start</h1>
        <ProblemNotice error={error} />
        <Button variant="primary" onClick={() => window.location.reload()}>
          Try again
        </Button>
      </div>
    </main>
  );
}
