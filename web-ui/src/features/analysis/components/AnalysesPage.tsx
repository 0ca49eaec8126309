import { Link } from '@tanstack/react-router';
import { Badge } from '../../../components/Badge';
import { Page } from '../../../components/Page';
import { Pager } from '../../../components/Pager';
import { QueryView } from '../../../components/QueryView';
import { Empty } from '../../../components/States';
import { Table } from '../../../components/Table';
import { formatInstant, formatLabel, formatScore } from '../../../lib/format';
import { type Analysis, useAnalyses } from '../api/analyses';

const COLUMNS = [
  { label: 'Text' },
  { label: 'Intent' },
  { label: 'Sentiment' },
  { label: 'Language' },
  { label: 'Time' },
];

export function AnalysesPage({ cursor }: { cursor: string | undefined }) {
  const analyses = useAnalyses(cursor);
  return (
    <Page
      title="Analyses"
      intro="The texts that your organisation has analysed, newest first."
      actions={
        <Link to="/analyse" className="button button-primary">
          New analysis
        </Link>
      }
    >
      <QueryView query={analyses} loading="Loading analyses">
        {({ items, next_cursor: next }) =>
          items.length === 0 ? (
            <Empty title="No analyses yet">
              <p>Analyse a first text here, or send one to the API with a key.</p>
              <Link to="/analyse" className="button">
                Analyse a text
              </Link>
            </Empty>
          ) : (
            <>
              <Table caption="Analyses" columns={COLUMNS}>
                {items.map((analysis) => (
                  <AnalysisRow key={analysis.id} analysis={analysis} />
                ))}
              </Table>
              <Pager
                newest={
                  cursor !== undefined && (
                    <Link to="/analyses" className="button button-small">
                      Newest
                    </Link>
                  )
                }
                older={
                  next !== undefined && (
                    <Link to="/analyses" search={{ cursor: next }} className="button button-small">
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

function AnalysisRow({ analysis }: { analysis: Analysis }) {
  const best = analysis.intents[0];
  return (
    <tr>
      <th scope="row">
        <Link to="/analyses/$id" params={{ id: analysis.id }} className="excerpt">
          {analysis.text}
        </Link>
      </th>
      <td>
        {analysis.out_of_scope.flag ? (
          <Badge tone="warning">Out of scope</Badge>
        ) : (
          best && (
            <>
              {formatLabel(best.label)} <span className="muted">{formatScore(best.score)}</span>
            </>
          )
        )}
      </td>
      <td>{formatLabel(analysis.sentiment.label)}</td>
      <td>{analysis.language.code}</td>
      <td className="nowrap">
        <time dateTime={analysis.created_at}>{formatInstant(analysis.created_at)}</time>
      </td>
    </tr>
  );
}
