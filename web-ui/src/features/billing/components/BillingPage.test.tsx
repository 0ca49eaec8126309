import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { downloadBlob } from '../../../lib/download';
import { expectAccessible } from '../../../testing/axe';
import { renderPage } from '../../../testing/renderPage';
import { answerWith, refuseWith, server } from '../../../testing/server';
import { BillingPage } from './BillingPage';

vi.mock('../../../lib/download');

const billing = { mode: 'manual', currency: 'eur', plan: 'team', tenant_status: 'active' };
const invoice = {
  id: '018f0000-0000-7000-8000-000000000001',
  mode: 'manual',
  number: 'CND-2026-000001',
  month: '2026-10',
  status: 'open',
  currency: 'eur',
  total: '54.00',
  from: '2026-10-01T00:00:00Z',
  to: '2026-11-01T00:00:00Z',
  issued_at: '2026-11-01T01:00:00Z',
  due_at: '2026-12-01T01:00:00Z',
};
const usageLine = {
  kind: 'usage',
  period: '2026-11',
  meter: 'assistant.analysis',
  plan: 'team',
  units: 12500,
  included_units: 10000,
  billable_units: 2500,
  unit_price: '0.002',
  amount: '5.00',
};

beforeEach(() => {
  vi.mocked(downloadBlob).mockClear();
  answerWith('get', '/v1/billing', billing);
  answerWith('get', '/v1/usage/cost-preview', {
    month: '2026-11',
    currency: 'eur',
    lines: [usageLine],
    total: '54.00',
  });
  answerWith('get', '/v1/invoices', { items: [invoice] });
});

afterEach(() => {
  vi.restoreAllMocks();
});

test('shows the plan, the cost so far and the invoices, and says that billing is manual', async () => {
  renderPage(<BillingPage cursor={undefined} />);

  expect(await screen.findByText(/^Manual: the operator sends invoices/)).toBeInTheDocument();
  const preview = await screen.findByRole('table', { name: 'This month so far' });
  expect(within(preview).getAllByRole('row').at(-1)).toHaveTextContent('Total54.00 EUR');
  const row = await screen.findByRole('row', { name: /CND-2026-000001/ });
  expect(row).toHaveTextContent('2026-10Open2026-11-012026-12-0154.00 EUR');
  expect(screen.queryByRole('button', { name: /Stripe/ })).not.toBeInTheDocument();
  await expectAccessible();
});

test('saves an invoice as PDF', async () => {
  server.use(
    http.get('/v1/invoices/:id/pdf', () =>
      HttpResponse.text('%PDF-1.6', { headers: { 'Content-Type': 'application/pdf' } }),
    ),
  );
  const { user } = renderPage(<BillingPage cursor={undefined} />);

  await user.click(await screen.findByRole('button', { name: 'Download CND-2026-000001, PDF' }));

  await vi.waitFor(() => expect(downloadBlob).toHaveBeenCalledOnce());
  expect(vi.mocked(downloadBlob).mock.calls[0]?.[0]).toBe('invoice-CND-2026-000001.pdf');
});

test('warns who has not paid', async () => {
  const unpaid = {
    stage: 'grace',
    since: '2026-11-01T00:00:00Z',
    suspends_at: '2026-11-15T00:00:00Z',
  };
  answerWith('get', '/v1/billing', { ...billing, tenant_status: 'grace', unpaid });
  renderPage(<BillingPage cursor={undefined} />);

  expect(await screen.findByRole('status')).toHaveTextContent(/An invoice is not paid.*2026/);
  await expectAccessible();
});

test('with Stripe a plan can be subscribed to, and a refusal is shown', async () => {
  answerWith('get', '/v1/billing', { ...billing, mode: 'stripe', plan: 'free' });
  refuseWith('post', '/v1/billing/checkout-sessions', {
    status: 503,
    slug: 'payment-provider-unavailable',
    title: 'Service Unavailable',
  });
  const { user } = renderPage(<BillingPage cursor={undefined} />);

  await user.selectOptions(await screen.findByLabelText('Plan to subscribe to'), 'business');
  await user.click(screen.getByRole('button', { name: 'Subscribe' }));

  expect(await screen.findByRole('alert')).toHaveTextContent('Service Unavailable');
  await expectAccessible();
});

test('who is subscribed is sent to Stripe for cards, and to Stripe for its invoices', async () => {
  const subscription = { status: 'active', plan: 'team' };
  answerWith('get', '/v1/billing', { ...billing, mode: 'stripe', subscription });
  answerWith('get', '/v1/invoices', {
    items: [{ ...invoice, mode: 'stripe', document_url: 'https://stripe.test/in_1.pdf' }],
  });
  renderPage(<BillingPage cursor={undefined} />);

  expect(
    await screen.findByRole('button', { name: 'Cards and invoices at Stripe' }),
  ).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Subscribe' })).not.toBeInTheDocument();
  expect(await screen.findByRole('link', { name: /PDF/ })).toHaveAttribute(
    'href',
    'https://stripe.test/in_1.pdf',
  );
});

test('speaks Chinese to who reads Chinese', async () => {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue('zh-CN');
  renderPage(<BillingPage cursor={undefined} />);

  expect(await screen.findByRole('heading', { level: 1, name: '账单' })).toBeInTheDocument();
  expect(await screen.findByText(/^人工计费/)).toBeInTheDocument();
});
