import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemNotice } from './ProblemNotice';
import { Loading } from './States';

interface QueryViewProps<T> {
  query: UseQueryResult<T>;
  loading: string;
  children: (data: T) => ReactNode;
}

/** One of three: the skeleton while loading, the problem with a way to try again, or the data. */
export function QueryView<T>({ query, loading, children }: QueryViewProps<T>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && (
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
        )}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) {
    return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  }
  return <Loading label={loading} />;
}
