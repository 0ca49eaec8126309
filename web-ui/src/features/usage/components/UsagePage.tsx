import { Link, useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { BarChart } from '../../../components/BarChart';
import { Badge } from '../../../components/Badge';
import { Button } from '../../../components/Button';
import { TextField } from '../../../components/Field';
import { Card, Page } from '../../../components/Page';
import { QueryView } from '../../../components/QueryView';
import { Empty } from '../../../components/States';
import { Table } from '../../../components/Table';
import { toCsv } from '../../../lib/csv';
import { downloadText } from '../../../lib/download';
import { formatCount } from '../../../lib/format';
import { fieldError } from '../../../lib/problem';
import { type Period, type UsageItem, useUsage } from '../api/usage';
import { BreakdownCard } from './BreakdownCard';
import { CostCard } from './CostCard';
import { lastDays, seriesOf } from './series';

const COLUMNS = [{ label: 'Day' }, { label: 'Meter' }, { label: 'Quantity', number: true }];

/** Usage per meter and day; without a period, of the last 30 days. */
export function UsagePage({ period: chosen }: { period: Period | undefined }) {
  const [initial] = useState(() => lastDays(30, new Date()));
  const period = chosen ?? initial;
  const usage = useUsage(period);
  const items = usage.data?.items ?? [];
  return (
    <Page
      title="Usage"
      intro="What your organisation used, per meter and day. Days are in UTC."
      actions={
        <Button disabled={items.length === 0} onClick={() => downloadCsv(items, period)}>
          Download CSV
        </Button>
      }
    >
      <PeriodForm key={`${period.from} ${period.to}`} period={period} error={usage.error} />
      <QueryView query={usage} loading="Loading usage">
        {(data) =>
          data.items.length === 0 ? (
            <Empty title="No usage in this period">
              <p>Each analysis counts here once, a moment after it was made.</p>
              <Link to="/analyse" className="button">
                Analyse a text
              </Link>
            </Empty>
          ) : (
            <UsageView items={data.items} period={period} />
          )
        }
      </QueryView>
      <CostCard />
    </Page>
  );
}

function UsageView({ items, period }: { items: readonly UsageItem[]; period: Period }) {
  const newestFirst = [...items].sort((a, b) => (b.day ?? '').localeCompare(a.day ?? ''));
  return (
    <>
      {seriesOf(items, period).map(({ meter, total, bars }) => (
        <Card key={meter} title={meter}>
          <p>
            <strong>{formatCount(total)}</strong> <span className="muted">in this period</span>
          </p>
          <BarChart title={meter} bars={bars} />
        </Card>
      ))}
      <Table caption="Usage per meter and day" columns={COLUMNS}>
        {newestFirst.map(({ day, meter, test, quantity }) => (
          <tr key={`${day ?? ''} ${meter} ${String(test)}`}>
            <th scope="row" className="nowrap">
              {day}
            </th>
            <td>
              {meter} {test === true && <Badge>Test</Badge>}
            </td>
            <td className="number">{formatCount(quantity)}</td>
          </tr>
        ))}
      </Table>
      <BreakdownCard period={period} />
    </>
  );
}

function PeriodForm({ period, error }: { period: Period; error: unknown }) {
  const navigate = useNavigate();
  const [reversed, setReversed] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const from = form.get('from');
    const to = form.get('to');
    if (typeof from !== 'string' || typeof to !== 'string' || from === '' || to === '') {
      return;
    }
    setReversed(from > to);
    if (from <= to) {
      void navigate({ to: '/usage', search: { from, to } });
    }
  };
  return (
    <form className="row row-end" onSubmit={submit} noValidate>
      <TextField
        label="From"
        name="from"
        type="date"
        required
        defaultValue={period.from}
        error={reversed ? 'The first day is after the last.' : fieldError(error, 'from')}
      />
      <TextField
        label="To"
        name="to"
        type="date"
        required
        defaultValue={period.to}
        error={fieldError(error, 'to')}
      />
      <Button type="submit">Show</Button>
    </form>
  );
}

function downloadCsv(items: readonly UsageItem[], { from, to }: Period) {
  const rows = items.map(({ day, meter, quantity }) => [day ?? '', meter, quantity] as const);
  const text = toCsv(['day', 'meter', 'quantity'], rows);
  downloadText(`candor-usage-${from}-to-${to}.csv`, 'text/csv', text);
}
