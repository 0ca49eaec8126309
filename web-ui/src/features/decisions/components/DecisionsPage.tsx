import { Link, useNavigate } from '@tanstack/react-router';
import type { SubmitEvent } from 'react';
import { Button } from '../../../components/Button';
import { TextField } from '../../../components/Field';
import { Page } from '../../../components/Page';
import { Pager } from '../../../components/Pager';
import { QueryView } from '../../../components/QueryView';
import { Empty } from '../../../components/States';
import { Table } from '../../../components/Table';
import { formatInstant } from '../../../lib/format';
import { type Decision, useDecisions } from '../api/decisions';
import { summaryText } from './summary';

const COLUMNS = [
  { label: 'Decision' },
  { label: 'App' },
  { label: 'Outcome' },
  { label: 'Model' },
  { label: 'Time' },
];

interface DecisionsPageProps {
  cursor: string | undefined;
  app: string | undefined;
}

export function DecisionsPage({ cursor, app }: DecisionsPageProps) {
  const decisions = useDecisions(cursor, app);
  const filter = app === undefined ? {} : { app };
  return (
    <Page
      title="Decisions"
      intro="Every decision that a model made for your organisation. Each has a receipt that proves it without trusting Candor."
    >
      <AppFilter key={app ?? ''} app={app} />
      <QueryView query={decisions} loading="Loading decisions">
        {({ items, next_cursor: next }) =>
          items.length === 0 ? (
            <NoDecisions app={app} />
          ) : (
            <>
              <Table caption="Decisions" columns={COLUMNS}>
                {items.map((decision) => (
                  <DecisionRow key={decision.id} decision={decision} />
                ))}
              </Table>
              <Pager
                newest={
                  cursor !== undefined && (
                    <Link to="/decisions" search={filter} className="button button-small">
                      Newest
                    </Link>
                  )
                }
                older={
                  next !== undefined && (
                    <Link
                      to="/decisions"
                      search={{ ...filter, cursor: next }}
                      className="button button-small"
                    >
                      Older
                    </Link>
                  )
                }
              />
            </>
          )
        }
      </QueryView>
    </Page>
  );
}

function AppFilter({ app }: { app: string | undefined }) {
  const navigate = useNavigate();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = new FormData(event.currentTarget).get('app');
    const name = typeof wanted === 'string' ? wanted.trim() : '';
    void navigate({ to: '/decisions', search: name === '' ? {} : { app: name } });
  };
  return (
    <form className="row row-end" role="search" onSubmit={submit}>
      <TextField label="App" name="app" defaultValue={app ?? ''} placeholder="assistant" />
      <Button type="submit">Filter</Button>
      {app !== undefined && (
        <Link to="/decisions" className="button button-quiet">
          Show all
        </Link>
      )}
    </form>
  );
}

function NoDecisions({ app }: { app: string | undefined }) {
  return (
    <Empty title={app === undefined ? 'No decisions yet' : `No decisions of ${app}`}>
      <p>As soon as a model answers a request, its decision is listed here.</p>
      <Link to="/analyse" className="button">
        Analyse a text
      </Link>
    </Empty>
  );
}

function DecisionRow({ decision }: { decision: Decision }) {
  return (
    <tr>
      <th scope="row" className="nowrap">
        <Link to="/decisions/$id" params={{ id: decision.id }}>
          <span className="mono">{decision.id}</span>
        </Link>
      </th>
      <td>{decision.app}</td>
      <td>{summaryText(decision.summary)}</td>
      <td className="nowrap">
        {decision.model ? (
          <>
            {decision.model.name} <span className="muted">{decision.model.version}</span>
          </>
        ) : (
          <span className="muted">none</span>
        )}
      </td>
      <td className="nowrap">
        <time dateTime={decision.created_at}>{formatInstant(decision.created_at)}</time>
      </td>
    </tr>
  );
}
