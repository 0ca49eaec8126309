import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { paths } from '../../../api/assistant';
import { type Answer, answer, type Body, useApi } from '../../../lib/api';
import { retryPassing } from '../../../lib/retry';

type Analyses = paths['/v1/assistant/analyses'];
export type Analysis = Answer<Analyses['post']>;
export type AnalyseRequest = Body<Analyses['post']>;

/** The largest text that the service takes, in bytes of UTF-8. */
export const MAX_TEXT_BYTES = 32 * 1024;

const KEY = 'analyses';

/** A text to analyse, under a key that stays the same when it is sent again: it is metered once. */
interface Submission {
  body: AnalyseRequest;
  key: string;
}

export function useAnalyse() {
  const { assistant } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: Submission) =>
      answer(
        assistant.POST('/v1/assistant/analyses', {
          body,
          params: { header: { 'Idempotency-Key': key } },
        }),
      ),
    retry: retryPassing,
    onSuccess: (analysis) => {
      queries.setQueryData([KEY, 'one', analysis.id], analysis);
      return queries.invalidateQueries({ queryKey: [KEY, 'list'] });
    },
  });
}

export function useAnalyses(cursor: string | undefined) {
  const { assistant } = useApi();
  return useQuery({
    queryKey: [KEY, 'list', cursor ?? ''],
    queryFn: () =>
      answer(
        assistant.GET('/v1/assistant/analyses', {
          params: { query: cursor === undefined ? {} : { cursor } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useAnalysis(id: string) {
  const { assistant } = useApi();
  return useQuery({
    queryKey: [KEY, 'one', id],
    queryFn: () =>
      answer(assistant.GET('/v1/assistant/analyses/{id}', { params: { path: { id } } })),
  });
}
