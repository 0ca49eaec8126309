import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible } from '../../../testing/axe';
import { renderPage } from '../../../testing/renderPage';
import { anAnalysis } from '../../../testing/samples';
import { answerWith, refuseWith } from '../../../testing/server';
import { AnalysesPage } from './AnalysesPage';
import { AnalysisPage } from './AnalysisPage';

const PATH = '/v1/assistant/analyses';

test('lists analyses and links to the next page', async () => {
  const seen = answerWith('get', PATH, { items: [anAnalysis()], next_cursor: 'c2' });
  renderPage(<AnalysesPage cursor="c1" />);

  const row = (await screen.findByText('Where is my card?')).closest('tr');

  expect(within(row as HTMLElement).getByText(/Card arrival/)).toBeInTheDocument();
  expect(seen[0]?.search.get('cursor')).toBe('c1');
  expect(screen.getByRole('link', { name: 'Older' })).toHaveAttribute(
    'href',
    '/analyses?cursor=c2',
  );
  expect(screen.getByRole('link', { name: 'Newest' })).toHaveAttribute('href', '/analyses');
  await expectAccessible();
});

test('the last page has no older one', async () => {
  answerWith('get', PATH, { items: [anAnalysis()] });
  renderPage(<AnalysesPage cursor={undefined} />);

  await screen.findByText('Where is my card?');

  expect(screen.queryByRole('navigation', { name: 'Pages' })).not.toBeInTheDocument();
});

test('shows that it is loading, then what to do first', async () => {
  answerWith('get', PATH, { items: [] });
  renderPage(<AnalysesPage cursor={undefined} />);

  expect(screen.getByRole('status')).toHaveTextContent('Loading analyses');
  expect(await screen.findByText('No analyses yet')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Analyse a text' })).toHaveAttribute('href', '/analyse');
  await expectAccessible();
});

test('after a failure it can be tried again', async () => {
  refuseWith('get', PATH, { status: 500, slug: 'internal-error', title: 'Something failed' });
  const { user } = renderPage(<AnalysesPage cursor={undefined} />);
  expect(await screen.findByRole('alert')).toHaveTextContent('Something failed');

  answerWith('get', PATH, { items: [anAnalysis()] });
  await user.click(screen.getByRole('button', { name: 'Try again' }));

  expect(await screen.findByText('Where is my card?')).toBeInTheDocument();
});

test('a hostile text stays a text', async () => {
  const text = '<script>alert(1)</script><img src=x onerror=alert(2)>';
  answerWith('get', `${PATH}/1`, anAnalysis({ id: '1', text }));
  renderPage(<AnalysisPage id="1" />);

  expect(await screen.findByText(text)).toBeInTheDocument();
  expect(document.querySelector('main script, main img')).toBeNull();
});

test('shows one analysis in its language', async () => {
  answerWith(
    'get',
    `${PATH}/1`,
    anAnalysis({ id: '1', text: '你好', language: { code: 'zh', confidence: 1 }, emotions: [] }),
  );
  renderPage(<AnalysisPage id="1" />);

  expect(await screen.findByText('你好')).toHaveAttribute('lang', 'zh');
  expect(screen.getByText('No emotion stands out.')).toBeInTheDocument();
  await expectAccessible();
});

test('an unknown analysis says so', async () => {
  refuseWith('get', `${PATH}/1`, { status: 404, slug: 'not-found', title: 'No such analysis' });
  renderPage(<AnalysisPage id="1" />);

  expect(await screen.findByRole('alert')).toHaveTextContent('No such analysis');
});
