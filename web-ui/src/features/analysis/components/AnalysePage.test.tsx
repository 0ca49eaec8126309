import { fireEvent, screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { expectAccessible } from '../../../testing/axe';
import { renderPage } from '../../../testing/renderPage';
import { anAnalysis } from '../../../testing/samples';
import { answerWith, refuseWith, server } from '../../../testing/server';
import { AnalysePage } from './AnalysePage';

const PATH = '/v1/assistant/analyses';

function type(text: string) {
  fireEvent.change(screen.getByLabelText('Text'), { target: { value: text } });
}

test('sends the text and shows what the model made of it', async () => {
  const seen = answerWith('post', PATH, anAnalysis(), 201);
  const { user } = renderPage(<AnalysePage />);

  await user.type(screen.getByLabelText('Text'), 'Where is my card?');
  await user.selectOptions(screen.getByLabelText('Intent set'), 'banking77');
  await user.click(screen.getByRole('button', { name: 'Analyse' }));

  expect(await screen.findByRole('heading', { name: 'Result' })).toHaveFocus();
  expect(seen.map((request) => request.body)).toEqual([
    { text: 'Where is my card?', intent_set: 'banking77' },
  ]);
  expect(screen.getByRole('list', { name: 'Intents by score' })).toHaveTextContent(
    'Card arrival91.0%',
  );
  expect(screen.getByText('In scope')).toBeInTheDocument();
  expect(screen.getByText('English (99.0% sure)')).toBeInTheDocument();
  expect(screen.getByText('text-analysis-en, version 1')).toBeInTheDocument();
  expect(screen.getByText(anAnalysis().model.sha256)).toBeInTheDocument();
  expect(screen.getByRole('list', { name: 'Emotions by score' })).toHaveTextContent(
    'Disappointment62.0%',
  );
  expect(screen.getByRole('link', { name: anAnalysis().decision_id })).toHaveAttribute(
    'href',
    `/decisions/${anAnalysis().decision_id}`,
  );
  await expectAccessible();
});

test('sends the language only when one was chosen', async () => {
  const seen = answerWith('post', PATH, anAnalysis(), 201);
  const { user } = renderPage(<AnalysePage />);

  type('我的卡在哪里？');
  await user.selectOptions(screen.getByLabelText('Language'), 'Chinese');
  await user.click(screen.getByRole('button', { name: 'Analyse' }));

  await screen.findByRole('heading', { name: 'Result' });
  expect(seen[0]?.body).toMatchObject({ language: 'zh', text: '我的卡在哪里？' });
});

test('marks a text that no intent fits', async () => {
  answerWith('post', PATH, anAnalysis({ out_of_scope: { flag: true, score: 0.83 } }), 201);
  const { user } = renderPage(<AnalysePage />);

  type('colourless green ideas');
  await user.click(screen.getByRole('button', { name: 'Analyse' }));

  expect(await screen.findByText('Out of scope')).toBeInTheDocument();
  expect(screen.getByText(/out-of-scope score 83.0%/)).toBeInTheDocument();
});

test('counts bytes of UTF-8', () => {
  renderPage(<AnalysePage />);

  type('你好');

  expect(screen.getByText('6 B of 32 KB')).toBeInTheDocument();
});

test('takes exactly 32 KB and refuses one byte more', async () => {
  const seen = answerWith('post', PATH, anAnalysis(), 201);
  const { user } = renderPage(<AnalysePage />);

  type('a'.repeat(32 * 1024 + 1));
  await user.click(screen.getByRole('button', { name: 'Analyse' }));
  expect(screen.getByLabelText('Text')).toBeInvalid();
  expect(screen.getByLabelText('Text')).toHaveAccessibleDescription(/longer than 32 KB/);
  expect(seen).toHaveLength(0);

  type('a'.repeat(32 * 1024));
  await user.click(screen.getByRole('button', { name: 'Analyse' }));
  await screen.findByRole('heading', { name: 'Result' });
  expect(seen).toHaveLength(1);
});

test('asks for a text before it sends anything', async () => {
  const { user } = renderPage(<AnalysePage />);

  type('   ');
  await user.click(screen.getByRole('button', { name: 'Analyse' }));

  expect(screen.getByText('Enter a text to analyse.')).toBeInTheDocument();
  await expectAccessible();
});

test('sends it again under the same key when the service is not there for a moment', async () => {
  const keys: (string | null)[] = [];
  server.use(
    http.post(PATH, ({ request }) => {
      keys.push(request.headers.get('Idempotency-Key'));
      return keys.length === 1
        ? HttpResponse.json({ title: 'Not there' }, { status: 503 })
        : HttpResponse.json(anAnalysis(), { status: 201 });
    }),
  );
  const { user } = renderPage(<AnalysePage />);

  type('x');
  await user.click(screen.getByRole('button', { name: 'Analyse' }));

  await screen.findByRole('heading', { name: 'Result' }, { timeout: 5000 });
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
});

test('shows a complaint about a field beside it, and the request id', async () => {
  refuseWith('post', PATH, {
    status: 400,
    slug: 'validation-failed',
    title: 'The request is not valid',
    errors: [{ field: 'text', detail: 'holds an unpaired surrogate' }],
  });
  const { user } = renderPage(<AnalysePage />);

  type('x');
  await user.click(screen.getByRole('button', { name: 'Analyse' }));

  expect(await screen.findByText('holds an unpaired surrogate')).toBeInTheDocument();
  expect(screen.getByLabelText('Text')).toHaveAccessibleDescription(/holds an unpaired surrogate/);
  expect(screen.getByText('req-7')).toBeInTheDocument();
});
