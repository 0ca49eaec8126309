import { createMemoryHistory } from '@tanstack/react-router';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { expectAccessible } from '../testing/axe';
import { FakeSession } from '../testing/FakeSession';
import { aDecision, aMember, anAnalysis, anApiKey } from '../testing/samples';
import { answerWith } from '../testing/server';
import { App } from './App';
import { createAppRouter } from './routes';

function renderApp(address: string, session = new FakeSession()) {
  document.documentElement.lang = 'en';
  answerWith('get', '/v1/tenant', {
    id: '1',
    name: 'Acme Bank',
    slug: 'acme',
    plan: 'team',
    status: 'active',
    created_at: '2026-11-01T08:00:00Z',
  });
  answerWith('get', '/v1/assistant/analyses', { items: [anAnalysis()] });
  answerWith('get', '/v1/assistant/analyses/1', anAnalysis());
  answerWith('get', '/v1/decisions', { items: [aDecision()] });
  answerWith('get', '/v1/decisions/1', aDecision());
  answerWith('get', '/v1/api-keys', { items: [anApiKey()] });
  answerWith('get', '/v1/members', { items: [aMember()] });
  answerWith('get', '/v1/usage', { from: 'x', to: 'y', items: [] });
  answerWith('get', '/v1/billing', {
    mode: 'manual',
    currency: 'eur',
    plan: 'team',
    tenant_status: 'active',
  });
  answerWith('get', '/v1/usage/cost-preview', {
    month: '2026-11',
    currency: 'eur',
    lines: [],
    total: '0.00',
  });
  answerWith('get', '/v1/invoices', { items: [] });
  const history = createMemoryHistory({ initialEntries: [address] });
  render(<App session={session} router={createAppRouter(history)} />);
  return { session, history, user: userEvent.setup() };
}

test.each([
  ['/', 'Analyse'],
  ['/analyse', 'Analyse'],
  ['/analyses', 'Analyses'],
  ['/analyses/1', 'Analysis'],
  ['/decisions', 'Decisions'],
  ['/decisions/1', 'Decision'],
  ['/api-keys', 'API keys'],
  ['/members', 'Members'],
  ['/usage', 'Usage'],
  ['/usage?from=2026-11-01&to=2026-11-25', 'Usage'],
  ['/billing', 'Billing'],
  ['/no/such/page', 'Page not found'],
])('%s is the page “%s” and accessible', async (address, heading) => {
  renderApp(address);

  expect(await screen.findByRole('heading', { level: 1, name: heading })).toBeInTheDocument();
  expect(await screen.findByText('Acme Bank')).toBeInTheDocument();
  await waitFor(() => expect(document.title).toBe(`${heading} · Candor`));
  await waitFor(() => expect(screen.queryByText(/^Loading/)).not.toBeInTheDocument());
  await expectAccessible();
});

test('who is not signed in signs in first and comes back to the address', async () => {
  window.history.replaceState(null, '', '/decisions?app=assistant');
  const { session, user } = renderApp('/decisions', new FakeSession({ status: 'signed-out' }));

  await user.click(await screen.findByRole('button', { name: 'Continue to sign in' }));

  expect(session.signInsTo).toEqual(['/decisions?app=assistant']);
  expect(screen.queryByRole('navigation')).not.toBeInTheDocument();
  await expectAccessible();
});

test('a sign-in service that cannot be reached is told', async () => {
  const session = new FakeSession({ status: 'signed-out' });
  session.signIn = () => Promise.reject(new Error('Failed to fetch'));
  const { user } = renderApp('/', session);

  await user.click(await screen.findByRole('button', { name: 'Continue to sign in' }));

  expect(await screen.findByRole('alert')).toHaveTextContent('cannot be reached');
  expect(screen.getByRole('button', { name: 'Continue to sign in' })).toBeEnabled();
});

test('when the session ends, its data is gone from the screen and the reason is shown', async () => {
  const { session } = renderApp('/analyses');
  await screen.findByText('Where is my card?');

  act(() => session.become({ status: 'signed-out', reason: 'Your session has ended.' }));

  expect(await screen.findByText('Your session has ended.')).toBeInTheDocument();
  expect(screen.queryByText('Where is my card?')).not.toBeInTheDocument();
});

test('nothing of one person is left for the next', async () => {
  const { session } = renderApp('/analyses');
  await screen.findByText('Where is my card?');
  act(() => session.become({ status: 'signed-out' }));

  answerWith('get', '/v1/assistant/analyses', { items: [] });
  act(() => session.become({ status: 'signed-in', account: { name: 'Grace Hopper' } }));

  expect(await screen.findByText('No analyses yet')).toBeInTheDocument();
  expect(screen.getByText('Grace Hopper')).toBeInTheDocument();
});

test('signs out', async () => {
  const { session, user } = renderApp('/analyse');

  await user.click(await screen.findByRole('button', { name: 'Sign out' }));

  expect(session.signOuts).toBe(1);
  expect(await screen.findByRole('button', { name: 'Continue to sign in' })).toBeInTheDocument();
});

test('a new page takes the focus and marks its link', async () => {
  const { user } = renderApp('/analyse');

  await user.click(await screen.findByRole('link', { name: 'Members' }));

  expect(await screen.findByText('ada@example.com')).toBeInTheDocument();
  expect(screen.getByRole('main')).toHaveFocus();
  expect(screen.getByRole('link', { name: 'Members' })).toHaveAttribute('aria-current', 'page');
  expect(screen.getByRole('link', { name: 'Analyse' })).not.toHaveAttribute('aria-current');
});

test('the way around goes by keyboard, past the navigation first', async () => {
  const { user } = renderApp('/analyse');
  await screen.findByText('Acme Bank');

  await user.tab();

  expect(screen.getByRole('link', { name: 'Skip to the content' })).toHaveFocus();
});

test('the menu of a narrow screen opens, and closes with the next page', async () => {
  const { user } = renderApp('/analyse');
  const menu = await screen.findByRole('button', { name: 'Menu' });
  expect(menu).toHaveAttribute('aria-expanded', 'false');

  await user.click(menu);
  expect(menu).toHaveAttribute('aria-expanded', 'true');

  await user.click(screen.getByRole('link', { name: 'Usage' }));
  await screen.findByRole('heading', { level: 1, name: 'Usage' });
  expect(menu).toHaveAttribute('aria-expanded', 'false');
});

test('remembers the chosen appearance on this device', async () => {
  const { user } = renderApp('/analyse');

  await user.selectOptions(await screen.findByLabelText('Appearance'), 'Dark');

  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(window.localStorage.getItem('candor.theme')).toBe('dark');
});
