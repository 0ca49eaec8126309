import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { downloadText } from '../../../lib/download';
import { expectAccessible } from '../../../testing/axe';
import { renderPage } from '../../../testing/renderPage';
import { aDecision } from '../../../testing/samples';
import { answerWith, refuseWith, server } from '../../../testing/server';
import { DecisionPage } from './DecisionPage';

vi.mock('../../../lib/download');

const decision = aDecision();
const PATH = `/v1/decisions/${decision.id}`;

beforeEach(() => {
  vi.mocked(downloadText).mockClear();
});

test('shows the record and how to verify it', async () => {
  answerWith(
    'get',
    PATH,
    aDecision({ subject_ref: 'customer-17', tenant_seq: 4, leaf_index: 1234 }),
  );
  renderPage(<DecisionPage id={decision.id} />);

  expect(await screen.findByText('card_arrival')).toBeInTheDocument();
  expect(screen.getByText('customer-17')).toBeInTheDocument();
  expect(screen.getByText('12 ms')).toBeInTheDocument();
  expect(screen.getByText('1,234')).toBeInTheDocument();
  expect(screen.getByText('hmac-sha256:11')).toBeInTheDocument();
  expect(screen.queryByText('Explanation digest')).not.toBeInTheDocument();
  expect(screen.getByLabelText('Command')).toHaveTextContent(
    `./candor verify candor-receipt-${decision.id}.json`,
  );
  await expectAccessible();
});

test('saves the receipt byte for byte', async () => {
  const receipt = '{ "tree_size": 12345678901234567890,\n  "leaf": {} }';
  answerWith('get', PATH, decision);
  server.use(
    http.get(`${PATH}/receipt`, () =>
      HttpResponse.text(receipt, { headers: { 'Content-Type': 'application/json' } }),
    ),
  );
  const { user } = renderPage(<DecisionPage id={decision.id} />);

  await user.click(await screen.findByRole('button', { name: 'Download receipt' }));

  const fileName = `candor-receipt-${decision.id}.json`;
  expect(await screen.findByText(`Saved as ${fileName}`)).toBeInTheDocument();
  expect(downloadText).toHaveBeenCalledExactlyOnceWith(fileName, 'application/json', receipt);
});

test('waits for the place in the log that the receipt needs', async () => {
  let asked = 0;
  answerWith('get', PATH, decision);
  server.use(
    http.get(`${PATH}/receipt`, () => {
      asked += 1;
      return asked === 1
        ? HttpResponse.json({ title: 'Not in the log yet' }, { status: 404 })
        : HttpResponse.json({});
    }),
  );
  const { user } = renderPage(<DecisionPage id={decision.id} />);
  expect(await screen.findByText('Not yet; it gets one within a second')).toBeInTheDocument();

  await user.click(screen.getByRole('button', { name: 'Download receipt' }));

  expect(await screen.findByText(/^Saved as/, {}, { timeout: 5000 })).toBeInTheDocument();
  expect(asked).toBe(2);
});

test('says so when there is no receipt, and saves nothing', async () => {
  answerWith('get', PATH, decision);
  refuseWith('get', `${PATH}/receipt`, {
    status: 500,
    slug: 'internal-error',
    title: 'The receipt could not be made',
  });
  const { user } = renderPage(<DecisionPage id={decision.id} />);

  await user.click(await screen.findByRole('button', { name: 'Download receipt' }));

  expect(await screen.findByRole('alert')).toHaveTextContent('The receipt could not be made');
  expect(downloadText).not.toHaveBeenCalled();
});

test('waits for a decision that is still on its way to the ledger', async () => {
  let asked = 0;
  server.use(
    http.get(PATH, () => {
      asked += 1;
      return asked === 1
        ? HttpResponse.json({ title: 'Not found' }, { status: 404 })
        : HttpResponse.json(decision);
    }),
  );
  renderPage(<DecisionPage id={decision.id} />);

  expect(await screen.findByText('card_arrival', {}, { timeout: 5000 })).toBeInTheDocument();
  expect(asked).toBe(2);
});
