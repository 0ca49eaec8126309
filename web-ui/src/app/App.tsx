import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiContext, createApi } from '../lib/api';
import { retryPassing } from '../lib/retry';
import { type Session, SessionContext } from '../lib/session';
import type { createAppRouter } from './routes';

interface AppProps {
  session: Session;
  router: ReturnType<typeof createAppRouter>;
}

/** The app with what its pages stand on: session, API and query cache. */
export function App({ session, router }: AppProps) {
  const [api] = useState(() => createApi(() => session.accessToken()));
  const [queries] = useState(
    () =>
      new QueryClient({ defaultOptions: { queries: { retry: retryPassing, staleTime: 10_000 } } }),
  );

  useEffect(
    () =>
      session.subscribe(() => {
        if (session.state().status === 'signed-out') {
          // Nothing of one person's data is left for the next.
          queries.clear();
        }
      }),
    [session, queries],
  );

  return (
    <SessionContext value={session}>
      <ApiContext value={api}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ApiContext>
    </SessionContext>
  );
}
