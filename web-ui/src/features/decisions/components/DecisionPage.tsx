import { Link } from '@tanstack/react-router';
import { Button } from '../../../components/Button';
import { Digest, Facts } from '../../../components/Facts';
import { Card, Page } from '../../../components/Page';
import { ProblemNotice } from '../../../components/ProblemNotice';
import { QueryView } from '../../../components/QueryView';
import { formatCount, formatInstant } from '../../../lib/format';
import { type Decision, receiptFileName, useDecision, useReceiptDownload } from '../api/decisions';
import { summaryFacts } from './summary';

export function DecisionPage({ id }: { id: string }) {
  const decision = useDecision(id);
  return (
    <Page
      title="Decision"
      back={
        <Link to="/decisions" className="back-link">
          ← Decisions
        </Link>
      }
      intro={<Digest value={id} />}
    >
      <QueryView query={decision} loading="Loading the decision">
        {(data) => (
          <>
            <div className="split">
              <Card title="What was decided">
                <Facts items={outcome(data)} />
              </Card>
              <Card title="By what and for whom">
                <Facts items={origin(data)} />
              </Card>
            </div>
            <Receipt id={data.id} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

function outcome(decision: Decision) {
  return [
    ...summaryFacts(decision.summary),
    ['Capability', decision.capability],
    ['Time', <time dateTime={decision.created_at}>{formatInstant(decision.created_at)}</time>],
    ['Latency', `${formatCount(decision.latency_ms)} ms`],
    [
      'Review',
      decision.review &&
        summaryFacts(decision.review)
          .map((pair) => pair.join(': '))
          .join(', '),
    ],
    ['Number in your organisation', numberOf(decision.tenant_seq)],
    ['Place in the log', numberOf(decision.leaf_index) ?? 'Not yet; it gets one within a second'],
  ] as const;
}

function numberOf(place: number | undefined): string | undefined {
  return place === undefined ? undefined : formatCount(place);
}

function origin(decision: Decision) {
  return [
    ['App', decision.app],
    ['Actor', <Digest value={decision.actor} />],
    ['About', decision.subject_ref],
    ['Model', decision.model && `${decision.model.name}, version ${decision.model.version}`],
    ['Model digest', decision.model && <Digest value={decision.model.sha256} />],
    ['Input digest', <Digest value={decision.input_digest} />],
    ['Output digest', <Digest value={decision.output_digest} />],
    ['Explanation digest', decision.explanation_digest],
  ] as const;
}

function Receipt({ id }: { id: string }) {
  const download = useReceiptDownload(id);
  return (
    <Card title="Receipt">
      <p>
        The receipt holds this record, the proof that it is in the audit ledger, and the ledger’s
        signed checkpoint. With it anybody can check the decision; nothing of Candor needs to run.
      </p>
      <ProblemNotice error={download.error} />
      <div className="row">
        <Button variant="primary" pending={download.isPending} onClick={() => download.mutate()}>
          Download receipt
        </Button>
        <span role="status" className="small muted">
          {download.isSuccess && `Saved as ${receiptFileName(id)}`}
        </span>
      </div>
      <h3>Verify it offline</h3>
      <p className="muted">
        In a copy of the Candor source, with Java 25 and without a network. The answer is either
        that the receipt is valid or precisely what does not match.
      </p>
      {/* A long line scrolls sideways, which the keyboard must be able to do. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} aria-label="Command">
        ./candor verify {receiptFileName(id)}
      </pre>
    </Card>
  );
}
