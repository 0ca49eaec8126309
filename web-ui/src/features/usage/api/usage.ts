import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { paths } from '../../../api/tenant';
import { type Answer, answer, useApi } from '../../../lib/api';
import { dayAfter } from '../../../lib/days';

type Usage = Answer<paths['/v1/usage']['get']>;
export type UsageItem = Usage['items'][number];

export type CostPreview = Answer<paths['/v1/usage/cost-preview']['get']>;

/** By what usage is broken down. */
export type Breakdown = 'day' | 'app' | 'capability' | 'model' | 'subject';

/** Calendar days in UTC, both included. */
export interface Period {
  from: string;
  to: string;
}

export function useUsage({ from, to }: Period, by: Breakdown = 'day') {
  const { tenant } = useApi();
  return useQuery({
    queryKey: ['usage', from, to, by],
    queryFn: () =>
      // The service's `to` is the first moment that does not belong to the period any more.
      answer(
        tenant.GET('/v1/usage', { params: { query: { from, to: dayAfter(to), group_by: by } } }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** What the current month costs so far. */
export function useCostPreview() {
  const { tenant } = useApi();
  return useQuery({
    queryKey: ['cost-preview'],
    queryFn: () => answer(tenant.GET('/v1/usage/cost-preview')),
  });
}
