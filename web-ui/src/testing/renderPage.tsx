import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { ApiContext, createApi } from '../lib/api';
import { SessionContext } from '../lib/session';
import { FakeSession } from './FakeSession';

interface Rendered {
  user: UserEvent;
  /** The address that the page last went to. */
  address: () => string;
}

/** Shows one feature's page on its own: signed in, with a router that knows no other page. */
export function renderPage(page: ReactNode): Rendered {
  const history = createMemoryHistory({ initialEntries: ['/here'] });
  const router = createRouter({ routeTree: createRootRoute(), history });
  const session = new FakeSession();
  const api = createApi(() => session.accessToken());
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const user = userEvent.setup();
  document.documentElement.lang = 'en';
  render(
    <SessionContext value={session}>
      <ApiContext value={api}>
        <QueryClientProvider client={queries}>
          <RouterContextProvider router={router as never}>
            <main>{page}</main>
          </RouterContextProvider>
        </QueryClientProvider>
      </ApiContext>
    </SessionContext>,
  );
  return { user, address: () => history.location.href };
}
