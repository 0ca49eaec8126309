import { Link } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { Badge } from '../../../components/Badge';
import { Button } from '../../../components/Button';
import { Facts } from '../../../components/Facts';
import { SelectField } from '../../../components/Field';
import { Card, Page } from '../../../components/Page';
import { Pager } from '../../../components/Pager';
import { ProblemNotice } from '../../../components/ProblemNotice';
import { QueryView } from '../../../components/QueryView';
import { Empty } from '../../../components/States';
import { Table } from '../../../components/Table';
import { formatCount, formatInstant, formatLabel } from '../../../lib/format';
import {
  type Billing,
  type CostPreview,
  type Invoice,
  useBilling,
  useCostPreview,
  useDownload,
  useInvoices,
  useOpenCheckout,
  useOpenPortal,
} from '../api/billing';
import { textsFor } from './texts';

const PAID_PLANS = ['team', 'business'] as const;

/** The plan, what the month costs so far, and the invoices. */
export function BillingPage({ cursor }: { cursor: string | undefined }) {
  const [texts] = useState(() => textsFor(navigator.language));
  const billing = useBilling();
  const preview = useCostPreview();
  return (
    <Page title={texts.title} intro={texts.intro}>
      <QueryView query={billing} loading={texts.loading}>
        {(data) => <Standing billing={data} texts={texts} />}
      </QueryView>
      <QueryView query={preview} loading={texts.loading}>
        {(data) => <Preview preview={data} texts={texts} />}
      </QueryView>
      <Invoices cursor={cursor} texts={texts} />
    </Page>
  );
}

interface Words {
  texts: ReturnType<typeof textsFor>;
}

function Standing({ billing, texts }: { billing: Billing } & Words) {
  const { unpaid, subscription } = billing;
  return (
    <Card>
      {unpaid !== undefined && (
        <p role="status">
          <Badge tone="bad">!</Badge>{' '}
          {unpaid.stage === 'grace'
            ? `${texts.grace} ${formatInstant(unpaid.suspends_at)}`
            : `${texts.suspended} ${formatInstant(unpaid.since)}`}
        </p>
      )}
      <Facts
        items={[
          [texts.plan, formatLabel(billing.plan)],
          [texts.mode, billing.mode === 'manual' ? texts.manual : texts.stripe],
          [texts.subscription, subscription && formatLabel(subscription.status)],
        ]}
      />
      {billing.mode === 'stripe' && <StripeActions billing={billing} texts={texts} />}
    </Card>
  );
}

function StripeActions({ billing, texts }: { billing: Billing } & Words) {
  const portal = useOpenPortal();
  const checkout = useOpenCheckout();
  const subscribed =
    billing.subscription !== undefined && billing.subscription.status !== 'canceled';
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const plan = new FormData(event.currentTarget).get('plan');
    if (typeof plan === 'string') {
      checkout.mutate(plan);
    }
  };
  return (
    <>
      {!subscribed && (
        <form className="row row-end" onSubmit={submit}>
          <SelectField label={texts.choosePlan} name="plan">
            {PAID_PLANS.map((plan) => (
              <option key={plan} value={plan}>
                {formatLabel(plan)}
              </option>
            ))}
          </SelectField>
          <Button type="submit" variant="primary" pending={checkout.isPending}>
            {texts.checkout}
          </Button>
        </form>
      )}
      <div className="row">
        <Button pending={portal.isPending} onClick={() => portal.mutate()}>
          {texts.portal}
        </Button>
      </div>
      <ProblemNotice error={checkout.error} />
      <ProblemNotice error={portal.error} />
    </>
  );
}

function Preview({ preview, texts }: { preview: CostPreview } & Words) {
  const columns = [
    { label: texts.what },
    { label: texts.units, number: true },
    { label: texts.amount, number: true },
  ];
  const currency = preview.currency.toUpperCase();
  return (
    <Card title={`${texts.preview} (${preview.month})`}>
      <Table caption={texts.preview} columns={columns}>
        {preview.lines.map((line) => (
          <tr
            key={`${line.kind} ${line.period} ${line.meter ?? ''} ${line.plan} ${line.unit_price}`}
          >
            <th scope="row">
              {line.meter ?? `${texts.plan} ${formatLabel(line.plan)}`}
              {line.kind === 'adjustment' && ` (${texts.adjustment} ${line.period})`}
            </th>
            <td className="number">{formatCount(line.units)}</td>
            <td className="number">{line.amount}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{texts.total}</th>
          <td />
          <td className="number">
            <strong>{`${preview.total} ${currency}`}</strong>
          </td>
        </tr>
      </Table>
    </Card>
  );
}

function Invoices({ cursor, texts }: { cursor: string | undefined } & Words) {
  const invoices = useInvoices(cursor);
  const download = useDownload();
  const columns = [
    { label: texts.number },
    { label: texts.period },
    { label: texts.status },
    { label: texts.issued },
    { label: texts.due },
    { label: texts.total, number: true },
    { label: texts.files },
  ];
  return (
    <QueryView query={invoices} loading={texts.loading}>
      {({ items, next_cursor: next }) =>
        items.length === 0 ? (
          <Empty title={texts.noInvoices}>
            <p>{texts.noInvoicesHint}</p>
          </Empty>
        ) : (
          <>
            <ProblemNotice error={download.error} />
            <Table caption={texts.invoices} columns={columns}>
              {items.map((invoice) => (
                <InvoiceRow
                  key={invoice.id}
                  invoice={invoice}
                  texts={texts}
                  onDownload={(as) => download.mutate({ invoice, as })}
                />
              ))}
            </Table>
            <Pager
              newest={
                cursor !== undefined && (
                  <Link to="/billing" className="button button-small">
                    {texts.newest}
                  </Link>
                )
              }
              older={
                next !== undefined && (
                  <Link to="/billing" search={{ cursor: next }} className="button button-small">
                    {texts.older}
                  </Link>
                )
              }
            />
          </>
        )
      }
    </QueryView>
  );
}

interface InvoiceRowProps extends Words {
  invoice: Invoice;
  onDownload: (as: 'pdf' | 'csv') => void;
}

function InvoiceRow({ invoice, texts, onDownload }: InvoiceRowProps) {
  const name = invoice.number ?? invoice.id;
  const tone =
    invoice.status === 'paid' ? 'good' : invoice.status === 'open' ? 'warning' : undefined;
  return (
    <tr>
      <th scope="row" className="nowrap">
        {name}
      </th>
      <td className="nowrap">{invoice.month ?? invoice.from.slice(0, 7)}</td>
      <td>
        <Badge tone={tone}>{texts.statuses[invoice.status]}</Badge>
      </td>
      <td className="nowrap">{invoice.issued_at?.slice(0, 10)}</td>
      <td className="nowrap">{invoice.due_at?.slice(0, 10)}</td>
      <td className="number nowrap">{`${invoice.total} ${invoice.currency.toUpperCase()}`}</td>
      <td className="nowrap">
        {invoice.document_url === undefined ? (
          <Button
            small
            variant="quiet"
            aria-label={`${texts.download} ${name}, PDF`}
            onClick={() => onDownload('pdf')}
          >
            PDF
          </Button>
        ) : (
          <a
            className="button button-small"
            href={invoice.document_url}
            rel="noreferrer"
            aria-label={`${texts.download} ${name}, PDF`}
          >
            PDF
          </a>
        )}
        <Button
          small
          variant="quiet"
          aria-label={`${texts.download} ${name}, CSV`}
          onClick={() => onDownload('csv')}
        >
          CSV
        </Button>
      </td>
    </tr>
  );
}
