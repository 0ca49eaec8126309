import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { downloadText } from '../../../lib/download';
import { expectAccessible } from '../../../testing/axe';
import { renderPage } from '../../../testing/renderPage';
import { answerWith, refuseWith } from '../../../testing/server';
import { UsagePage } from './UsagePage';

vi.mock('../../../lib/download');

const PATH = '/v1/usage';
const period = { from: '2026-11-24', to: '2026-11-25' };
const usage = {
  ...period,
  items: [
    { meter: 'assistant.analysis', day: '2026-11-24', quantity: 20 },
    { meter: 'assistant.analysis', day: '2026-11-25', quantity: 30 },
  ],
};

const cost = {
  month: '2026-11',
  currency: 'eur',
  lines: [
    {
      kind: 'plan',
      period: '2026-11',
      plan: 'team',
      units: 1,
      included_units: 0,
      billable_units: 1,
      unit_price: '49.00',
      amount: '49.00',
    },
    {
      kind: 'usage',
      period: '2026-11',
      meter: 'assistant.analysis',
      plan: 'team',
      units: 12500,
      included_units: 10000,
      billable_units: 2500,
      unit_price: '0.002',
      amount: '5.00',
    },
    {
      kind: 'adjustment',
      period: '2026-10',
      meter: 'assistant.analysis',
      plan: 'team',
      units: -3,
      included_units: -3,
      billable_units: 0,
      unit_price: '0.002',
      amount: '0.00',
    },
  ],
  total: '54.00',
};

beforeEach(() => {
  vi.mocked(downloadText).mockClear();
  answerWith('get', '/v1/usage/cost-preview', cost);
});

function rows(table: string) {
  return within(screen.getByRole('region', { name: table }))
    .getAllByRole('row')
    .map((row) => row.textContent);
}

test('shows what the month costs so far', async () => {
  answerWith('get', PATH, usage);
  renderPage(<UsagePage period={period} />);

  expect(await screen.findByText('54.00 EUR')).toBeInTheDocument();
  expect(rows('Cost this month')).toEqual([
    'ForUnitsIncludedUnit priceAmount',
    'Plan team1049.00 EUR49.00 EUR',
    'assistant.analysis12,50010,0000.002 EUR5.00 EUR',
    'assistant.analysis, adjustment for 2026-10-3-30.002 EUR0.00 EUR',
  ]);
});

test('breaks usage down by key and keeps test usage apart', async () => {
  answerWith('get', PATH, usage);
  const { user } = renderPage(<UsagePage period={period} />);
  await screen.findByRole('img');
  const seen = answerWith('get', PATH, {
    ...period,
    items: [
      { meter: 'assistant.analysis', quantity: 4 },
      { meter: 'assistant.analysis', subject: 'key:1', quantity: 16 },
      { meter: 'assistant.analysis', subject: 'key:2', test: true, quantity: 30 },
    ],
  });

  await user.selectOptions(screen.getByLabelText('Group by'), 'Key or person');

  await screen.findByText('key:1');
  expect(rows('Usage by key or person')).toEqual([
    'Key or personMeterQuantity',
    'key:2assistant.analysis Test30',
    'key:1assistant.analysis 16',
    'not saidassistant.analysis 4',
  ]);
  expect(seen.at(-1)?.search.get('group_by')).toBe('subject');
  await expectAccessible();
});

test('shows usage per meter and day as chart and table', async () => {
  const seen = answerWith('get', PATH, usage);
  renderPage(<UsagePage period={period} />);

  expect(await screen.findByRole('img')).toHaveAccessibleName(/50 in all/);
  expect(rows('Usage per meter and day')).toEqual([
    'DayMeterQuantity',
    '2026-11-25assistant.analysis 30',
    '2026-11-24assistant.analysis 20',
  ]);
  expect(Object.fromEntries(seen[0]?.search ?? [])).toEqual({
    from: '2026-11-24',
    to: '2026-11-26',
    group_by: 'day',
  });
  await expectAccessible();
});

test('saves what is shown as CSV', async () => {
  answerWith('get', PATH, usage);
  const { user } = renderPage(<UsagePage period={period} />);
  await screen.findByRole('img');

  await user.click(screen.getByRole('button', { name: 'Download CSV' }));

  expect(downloadText).toHaveBeenCalledExactlyOnceWith(
    'candor-usage-2026-11-24-to-2026-11-25.csv',
    'text/csv',
    'day,meter,quantity\r\n2026-11-24,assistant.analysis,20\r\n2026-11-25,assistant.analysis,30\r\n',
  );
});

test('asks for the last 30 days unless a period is chosen', async () => {
  const seen = answerWith('get', PATH, { ...period, items: [] });
  renderPage(<UsagePage period={undefined} />);

  expect(await screen.findByText('No usage in this period')).toBeInTheDocument();
  const from = Date.parse(seen[0]?.search.get('from') ?? '');
  const to = Date.parse(seen[0]?.search.get('to') ?? '');
  expect((to - from) / 86_400_000).toBe(30);
  expect(screen.getByRole('button', { name: 'Download CSV' })).toBeDisabled();
});

test('keeps the chosen period in the address', async () => {
  answerWith('get', PATH, usage);
  const { user, address } = renderPage(<UsagePage period={period} />);

  fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-11-01' } });
  await user.click(screen.getByRole('button', { name: 'Show' }));

  await waitFor(() => expect(address()).toBe('/usage?from=2026-11-01&to=2026-11-25'));
});

test('refuses a period that ends before it begins', async () => {
  answerWith('get', PATH, usage);
  const { user, address } = renderPage(<UsagePage period={period} />);

  fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-12-01' } });
  await user.click(screen.getByRole('button', { name: 'Show' }));

  expect(screen.getByLabelText('From')).toHaveAccessibleDescription(
    'The first day is after the last.',
  );
  expect(address()).toBe('/here');
});

test('shows a refused period beside its field', async () => {
  refuseWith('get', PATH, {
    status: 400,
    slug: 'validation-failed',
    title: 'The request is not valid',
    errors: [{ field: 'to', detail: 'must be within 366 days of from' }],
  });
  renderPage(<UsagePage period={period} />);

  expect(await screen.findByLabelText('To')).toBeInTheDocument();
  await waitFor(() =>
    expect(screen.getByLabelText('To')).toHaveAccessibleDescription(/within 366 days/),
  );
});
