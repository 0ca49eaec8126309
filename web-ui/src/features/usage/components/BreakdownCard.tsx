import { useState } from 'react';
import { Badge } from '../../../components/Badge';
import { SelectField } from '../../../components/Field';
import { Card } from '../../../components/Page';
import { QueryView } from '../../../components/QueryView';
import { Table } from '../../../components/Table';
import { formatCount } from '../../../lib/format';
import { type Breakdown, type Period, type UsageItem, useUsage } from '../api/usage';

type Group = Exclude<Breakdown, 'day'>;

const GROUPS: Record<Group, string> = {
  app: 'App',
  capability: 'Capability',
  model: 'Model',
  subject: 'Key or person',
};

function isGroup(text: string): text is Group {
  return text in GROUPS;
}

/** Who used what for what: usage of the period by app, capability, model, or key and person. */
export function BreakdownCard({ period }: { period: Period }) {
  const [group, setGroup] = useState<Group>();
  return (
    <Card title="Break down">
      <SelectField
        label="Group by"
        value={group ?? ''}
        onChange={({ target }) => setGroup(isGroup(target.value) ? target.value : undefined)}
      >
        <option value="">Choose</option>
        {Object.entries(GROUPS).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      {group !== undefined && <BreakdownTable key={group} period={period} group={group} />}
    </Card>
  );
}

function BreakdownTable({ period, group }: { period: Period; group: Group }) {
  const usage = useUsage(period, group);
  const columns = [
    { label: GROUPS[group] },
    { label: 'Meter' },
    { label: 'Quantity', number: true },
  ];
  return (
    <QueryView query={usage} loading="Loading usage">
      {({ items }) => (
        <Table caption={`Usage by ${GROUPS[group].toLowerCase()}`} columns={columns}>
          {largestFirst(items).map((item) => (
            <tr key={`${item[group] ?? ''} ${item.meter} ${String(item.test)}`}>
              <th scope="row">{item[group] ?? 'not said'}</th>
              <td>
                {item.meter} {item.test === true && <Badge>Test</Badge>}
              </td>
              <td className="number">{formatCount(item.quantity)}</td>
            </tr>
          ))}
        </Table>
      )}
    </QueryView>
  );
}

function largestFirst(items: readonly UsageItem[]): UsageItem[] {
  return [...items].sort((a, b) => a.meter.localeCompare(b.meter) || b.quantity - a.quantity);
}
