import { Card } from '../../../components/Page';
import { QueryView } from '../../../components/QueryView';
import { Table } from '../../../components/Table';
import { formatCount } from '../../../lib/format';
import { type CostPreview, useCostPreview } from '../api/usage';

const COLUMNS = [
  { label: 'For' },
  { label: 'Units', number: true },
  { label: 'Included', number: true },
  { label: 'Unit price', number: true },
  { label: 'Amount', number: true },
];

/** What the current month costs so far, by the calculation that the invoice will use. */
export function CostCard() {
  const preview = useCostPreview();
  return (
    <Card title="Cost this month">
      <QueryView query={preview} loading="Loading the cost">
        {(cost) => <CostTable cost={cost} />}
      </QueryView>
    </Card>
  );
}

function CostTable({ cost }: { cost: CostPreview }) {
  const currency = cost.currency.toUpperCase();
  return (
    <>
      <p>
        <strong>{`${cost.total} ${currency}`}</strong>{' '}
        <span className="muted">{`so far in ${cost.month}`}</span>
      </p>
      <Table caption="Cost this month" columns={COLUMNS}>
        {cost.lines.map((line, index) => (
          <tr key={index}>
            <th scope="row">{nameOf(line)}</th>
            <td className="number">{formatCount(line.units)}</td>
            <td className="number">{formatCount(line.included_units)}</td>
            <td className="number">{`${line.unit_price} ${currency}`}</td>
            <td className="number">{`${line.amount} ${currency}`}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function nameOf({ kind, meter, plan, period }: CostPreview['lines'][number]): string {
  switch (kind) {
    case 'plan':
      return `Plan ${plan}`;
    case 'usage':
      return meter ?? '';
    case 'adjustment':
      return `${meter ?? ''}, adjustment for ${period}`;
  }
}
