import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible } from '../../../testing/axe';
import { renderPage } from '../../../testing/renderPage';
import { aDecision } from '../../../testing/samples';
import { answerWith, refuseWith } from '../../../testing/server';
import { DecisionsPage } from './DecisionsPage';

const PATH = '/v1/decisions';

test('lists decisions with outcome and model', async () => {
  answerWith('get', PATH, { items: [aDecision()], next_cursor: 'c2' });
  renderPage(<DecisionsPage cursor={undefined} app="assistant" />);

  const row = (await screen.findByRole('link', { name: aDecision().id })).closest('tr');

  expect(row).toHaveTextContent('Intent: card_arrival, Intent score: 91.0%, Out of scope: no');
  expect(row).toHaveTextContent('text-analysis-en 1');
  expect(screen.getByRole('link', { name: 'Older' })).toHaveAttribute(
    'href',
    '/decisions?app=assistant&cursor=c2',
  );
  await expectAccessible();
});

test('asks the ledger for one app only, and keeps that in the address', async () => {
  const seen = answerWith('get', PATH, { items: [] });
  const { user, address } = renderPage(<DecisionsPage cursor={undefined} app={undefined} />);
  await screen.findByText('No decisions yet');
  expect([...(seen[0]?.search.keys() ?? [])]).toEqual([]);

  await user.type(screen.getByLabelText('App'), ' assistant {Enter}');

  await waitFor(() => expect(address()).toBe('/decisions?app=assistant'));
});

test('says which app has no decisions and shows the way back to all', async () => {
  const seen = answerWith('get', PATH, { items: [] });
  renderPage(<DecisionsPage cursor={undefined} app="marketing-app" />);

  expect(await screen.findByText('No decisions of marketing-app')).toBeInTheDocument();
  expect(seen[0]?.search.get('app')).toBe('marketing-app');
  expect(screen.getByRole('link', { name: 'Show all' })).toHaveAttribute('href', '/decisions');
});

test('a refusal tells what to do', async () => {
  refuseWith('get', PATH, { status: 403, slug: 'insufficient-scope', title: 'Not allowed' });
  renderPage(<DecisionsPage cursor={undefined} app={undefined} />);

  expect(await screen.findByRole('alert')).toHaveTextContent('Your role does not allow this.');
});
