import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { paths } from '../../../api/tenant';
import { type Answer, answer, useApi } from '../../../lib/api';
import { dayAfter } from '../../../lib/days';

type Usage = Answer<paths['/v1/usage']['get']>;
export type UsageItem = Usage['items'][number];

/** Calendar days in UTC, both included. */
export interface Period {
  from: string;
  to: string;
}

export function useUsage({ from, to }: Period) {
  const { tenant } = useApi();
  return useQuery({
    queryKey: ['usage', from, to],
    queryFn: () =>
      // The service's `to` is the first moment that does not belong to the period any more.
      answer(
        tenant.GET('/v1/usage', { params: { query: { from, to: dayAfter(to), group_by: 'day' } } }),
      ),
    placeholderData: keepPreviousData,
  });
}
