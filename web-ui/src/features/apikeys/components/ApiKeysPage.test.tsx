import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible } from '../../../testing/axe';
import { renderPage } from '../../../testing/renderPage';
import { anApiKey } from '../../../testing/samples';
import { answerWith, refuseWith } from '../../../testing/server';
import { ApiKeysPage } from './ApiKeysPage';

const PATH = '/v1/api-keys';
const SECRET = `cnd_live_${'4fGh'.padEnd(43, 'x')}AbCdEf`;

test('lists keys by prefix; a revoked one cannot be revoked again', async () => {
  answerWith('get', PATH, {
    items: [
      anApiKey(),
      anApiKey({ id: '2', name: 'Old script', revoked_at: '2026-11-21T08:00:00Z' }),
    ],
  });
  renderPage(<ApiKeysPage cursor={undefined} />);

  const active = (await screen.findByText('Support inbox')).closest('tr') as HTMLElement;

  expect(active).toHaveTextContent('cnd_live_4fGh…');
  expect(active).toHaveTextContent('Active');
  expect(screen.getByText('Old script').closest('tr')).toHaveTextContent('Revoked');
  expect(screen.getAllByRole('button', { name: /^Revoke/ })).toHaveLength(1);
  await expectAccessible();
});

test('creates a key with the chosen scopes and shows its secret once', async () => {
  const listed = answerWith('get', PATH, { items: [] });
  const created = answerWith('post', PATH, { ...anApiKey({ name: 'CI' }), secret: SECRET }, 201);
  const { user } = renderPage(<ApiKeysPage cursor={undefined} />);
  await screen.findByText('No API keys yet');

  await user.click(screen.getByRole('button', { name: 'Create key' }));
  const form = screen.getByRole('dialog', { name: 'Create an API key' });
  await expectAccessible();
  await user.type(within(form).getByLabelText('Name'), 'CI');
  await user.selectOptions(within(form).getByLabelText('Environment'), 'Test');
  await user.click(within(form).getByLabelText(/Read usage/));
  await user.click(within(form).getByLabelText(/Analyse texts/));
  await user.click(within(form).getByRole('button', { name: 'Create key' }));

  const shown = await screen.findByRole('dialog', { name: 'Save this key now' });
  expect(created.map((request) => request.body)).toEqual([
    {
      name: 'CI',
      environment: 'test',
      scopes: ['assistant:read', 'decisions:read', 'usage:read'],
    },
  ]);
  expect(within(shown).getByLabelText('Secret')).toHaveValue(SECRET);
  await expectAccessible();

  await user.click(within(shown).getByRole('button', { name: 'Copy secret' }));
  expect(await navigator.clipboard.readText()).toBe(SECRET);

  await user.click(within(shown).getByRole('button', { name: 'I have saved it' }));
  expect(screen.queryByDisplayValue(SECRET)).not.toBeInTheDocument();
  expect(listed.length).toBeGreaterThan(1);
});

test('asks for a name and a scope before it sends anything', async () => {
  answerWith('get', PATH, { items: [] });
  const { user } = renderPage(<ApiKeysPage cursor={undefined} />);

  await user.click(screen.getByRole('button', { name: 'Create key' }));
  const form = within(screen.getByRole('dialog'));
  for (const box of form.getAllByRole('checkbox', { checked: true })) {
    await user.click(box);
  }
  await user.click(form.getByRole('button', { name: 'Create key' }));

  expect(form.getByText('Give the key a name.')).toBeInTheDocument();
  expect(form.getByText('Allow at least one thing.')).toBeInTheDocument();
  expect(form.getByLabelText('Name')).toBeInvalid();
});

test('shows the service’s complaint about the name beside it', async () => {
  answerWith('get', PATH, { items: [] });
  refuseWith('post', PATH, {
    status: 409,
    slug: 'api-key-name-taken',
    title: 'The name is taken',
    errors: [{ field: 'name', detail: 'is the name of another key' }],
  });
  const { user } = renderPage(<ApiKeysPage cursor={undefined} />);

  await user.click(screen.getByRole('button', { name: 'Create key' }));
  const form = within(screen.getByRole('dialog'));
  await user.type(form.getByLabelText('Name'), 'CI');
  await user.click(form.getByRole('button', { name: 'Create key' }));

  expect(await form.findByText('is the name of another key')).toBeInTheDocument();
  expect(form.getByLabelText('Name')).toHaveValue('CI');
});

test('revokes a key only after it was confirmed', async () => {
  answerWith('get', PATH, { items: [anApiKey()] });
  const revoked = answerWith('delete', `${PATH}/${anApiKey().id}`, null, 204);
  const { user } = renderPage(<ApiKeysPage cursor={undefined} />);

  await user.click(await screen.findByRole('button', { name: 'Revoke Support inbox' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Revoke Support inbox?' }));
  await user.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(revoked).toHaveLength(0);

  await user.click(screen.getByRole('button', { name: 'Revoke Support inbox' }));
  await user.click(screen.getByRole('button', { name: 'Revoke key' }));

  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(revoked).toHaveLength(1);
});
