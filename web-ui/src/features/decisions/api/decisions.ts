import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { paths } from '../../../api/ledger';
import { type Answer, answer, useApi } from '../../../lib/api';
import { downloadText } from '../../../lib/download';
import { ProblemError } from '../../../lib/problem';

export type Decision = Answer<paths['/v1/decisions/{id}']['get']>;

export function useDecisions(cursor: string | undefined, app: string | undefined) {
  const { ledger } = useApi();
  const query = {
    ...(cursor === undefined ? {} : { cursor }),
    ...(app === undefined ? {} : { app }),
  };
  return useQuery({
    queryKey: ['decisions', 'list', query],
    queryFn: () => answer(ledger.GET('/v1/decisions', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** A decision reaches the ledger a moment after it was made, so "not found" is asked again a few times. */
export function useDecision(id: string) {
  const { ledger } = useApi();
  return useQuery({
    queryKey: ['decisions', 'one', id],
    queryFn: () => answer(ledger.GET('/v1/decisions/{id}', { params: { path: { id } } })),
    retry: (failures, error) => failures < 3 && isNotYetThere(error),
    retryDelay: 700,
  });
}

/** Saves the receipt exactly as the ledger wrote it, once the decision has its place in the log. */
export function useReceiptDownload(id: string) {
  const { ledger } = useApi();
  return useMutation({
    mutationFn: async () => {
      const receipt = await answer(
        ledger.GET('/v1/decisions/{id}/receipt', { params: { path: { id } }, parseAs: 'text' }),
      );
      downloadText(receiptFileName(id), 'application/json', receipt);
    },
    retry: (failures, error) => failures < 3 && isNotYetThere(error),
    retryDelay: 700,
  });
}

export function receiptFileName(id: string): string {
  return `candor-receipt-${id.replace(/[^A-Za-z0-9-]/g, '')}.json`;
}

function isNotYetThere(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 404;
}
