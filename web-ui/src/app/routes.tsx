import {
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router';
import { AnalysePage } from '../features/analysis/components/AnalysePage';
import { AnalysesPage } from '../features/analysis/components/AnalysesPage';
import { AnalysisPage } from '../features/analysis/components/AnalysisPage';
import { ApiKeysPage } from '../features/apikeys/components/ApiKeysPage';
import { BillingPage } from '../features/billing/components/BillingPage';
import { DecisionPage } from '../features/decisions/components/DecisionPage';
import { DecisionsPage } from '../features/decisions/components/DecisionsPage';
import { MembersPage } from '../features/members/components/MembersPage';
import { UsagePage } from '../features/usage/components/UsagePage';
import { AppFrame } from './AppFrame';
import { ErrorPage, NotFoundPage } from './ErrorPages';

type Search = Record<string, unknown>;

function text<Name extends string>(search: Search, name: Name): Partial<Record<Name, string>> {
  const value = search[name];
  return typeof value === 'string' && value !== ''
    ? ({ [name]: value } as Partial<Record<Name, string>>)
    : {};
}

function day<Name extends string>(search: Search, name: Name): Partial<Record<Name, string>> {
  const found = text(search, name);
  return /^\d{4}-\d{2}-\d{2}$/.test(found[name] ?? '') ? found : {};
}

const paged = (search: Search): { cursor?: string } => text(search, 'cursor');

const root = createRootRoute({ component: AppFrame, notFoundComponent: NotFoundPage });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way to redirect
    throw redirect({ to: '/analyse', replace: true });
  },
});

const analyse = createRoute({
  getParentRoute: () => root,
  path: '/analyse',
  component: AnalysePage,
});

const analyses = createRoute({
  getParentRoute: () => root,
  path: '/analyses',
  validateSearch: paged,
  component: function Analyses() {
    return <AnalysesPage cursor={analyses.useSearch().cursor} />;
  },
});

const analysis = createRoute({
  getParentRoute: () => root,
  path: '/analyses/$id',
  component: function Analysis() {
    return <AnalysisPage id={analysis.useParams().id} />;
  },
});

const decisions = createRoute({
  getParentRoute: () => root,
  path: '/decisions',
  validateSearch: (search: Search): { cursor?: string; app?: string } => ({
    ...paged(search),
    ...text(search, 'app'),
  }),
  component: function Decisions() {
    const { cursor, app } = decisions.useSearch();
    return <DecisionsPage cursor={cursor} app={app} />;
  },
});

const decision = createRoute({
  getParentRoute: () => root,
  path: '/decisions/$id',
  component: function Decision() {
    return <DecisionPage id={decision.useParams().id} />;
  },
});

const apiKeys = createRoute({
  getParentRoute: () => root,
  path: '/api-keys',
  validateSearch: paged,
  component: function ApiKeys() {
    return <ApiKeysPage cursor={apiKeys.useSearch().cursor} />;
  },
});

const members = createRoute({
  getParentRoute: () => root,
  path: '/members',
  validateSearch: paged,
  component: function Members() {
    return <MembersPage cursor={members.useSearch().cursor} />;
  },
});

const usage = createRoute({
  getParentRoute: () => root,
  path: '/usage',
  validateSearch: (search: Search): { from?: string; to?: string } => ({
    ...day(search, 'from'),
    ...day(search, 'to'),
  }),
  component: function Usage() {
    const { from, to } = usage.useSearch();
    return <UsagePage period={from === undefined || to === undefined ? undefined : { from, to }} />;
  },
});

const billing = createRoute({
  getParentRoute: () => root,
  path: '/billing',
  validateSearch: paged,
  component: function Billing() {
    return <BillingPage cursor={billing.useSearch().cursor} />;
  },
});

const routeTree = root.addChildren([
  home,
  analyse,
  analyses,
  analysis,
  decisions,
  decision,
  apiKeys,
  members,
  usage,
  billing,
]);

/** The app's routes; a test brings its own history. */
export function createAppRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    defaultErrorComponent: ErrorPage,
    scrollRestoration: true,
    ...(history === undefined ? {} : { history }),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
