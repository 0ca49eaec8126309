import { Link } from '@tanstack/react-router';
import { Card, Page } from '../../../components/Page';
import { QueryView } from '../../../components/QueryView';
import { formatInstant } from '../../../lib/format';
import { useAnalysis } from '../api/analyses';
import { AnalysisResult } from './AnalysisResult';

export function AnalysisPage({ id }: { id: string }) {
  const analysis = useAnalysis(id);
  return (
    <Page
      title="Analysis"
      back={
        <Link to="/analyses" className="back-link">
          ← Analyses
        </Link>
      }
      intro={
        analysis.data && (
          <time dateTime={analysis.data.created_at}>{formatInstant(analysis.data.created_at)}</time>
        )
      }
    >
      <QueryView query={analysis} loading="Loading the analysis">
        {(data) => (
          <>
            <Card title="Text">
              <p className="quoted" lang={data.language.code}>
                {data.text}
              </p>
            </Card>
            <AnalysisResult analysis={data} />
          </>
        )}
      </QueryView>
    </Page>
  );
}
