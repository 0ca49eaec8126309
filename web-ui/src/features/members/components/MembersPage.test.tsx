import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { expectAccessible } from '../../../testing/axe';
import { renderPage } from '../../../testing/renderPage';
import { aMember } from '../../../testing/samples';
import { answerWith, refuseWith } from '../../../testing/server';
import { MembersPage } from './MembersPage';

const PATH = '/v1/members';
const grace = aMember({ id: '2', email: 'grace@example.com', role: 'member', status: 'invited' });

test('lists members and marks the reader', async () => {
  answerWith('get', PATH, { items: [aMember(), grace] });
  renderPage(<MembersPage cursor={undefined} />);

  const own = (await screen.findByText('ada@example.com')).closest('tr');
  const other = screen.getByText('grace@example.com').closest('tr');

  expect(own).toHaveTextContent('You');
  expect(own).toHaveTextContent('Owner');
  expect(other).not.toHaveTextContent('You');
  expect(other).toHaveTextContent('Invited');
  await expectAccessible();
});

test('invites a person with a role', async () => {
  answerWith('get', PATH, { items: [aMember()] });
  const invited = answerWith('post', PATH, grace, 201);
  const { user } = renderPage(<MembersPage cursor={undefined} />);

  await user.click(screen.getByRole('button', { name: 'Invite member' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Invite a member' }));
  await user.type(dialog.getByLabelText('Email'), ' grace@example.com ');
  await user.selectOptions(dialog.getByLabelText('Role'), 'auditor');
  await expectAccessible();
  await user.click(dialog.getByRole('button', { name: 'Invite' }));

  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(invited.map((request) => request.body)).toEqual([
    { email: 'grace@example.com', role: 'auditor' },
  ]);
});

test('asks for an address before it sends anything', async () => {
  answerWith('get', PATH, { items: [aMember()] });
  const { user } = renderPage(<MembersPage cursor={undefined} />);

  await user.click(screen.getByRole('button', { name: 'Invite member' }));
  await user.click(screen.getByRole('button', { name: 'Invite' }));

  expect(screen.getByLabelText('Email')).toHaveAccessibleDescription(/Enter an email address/);
});

test('changes a role', async () => {
  answerWith('get', PATH, { items: [aMember(), grace] });
  const changed = answerWith('patch', `${PATH}/2`, { ...grace, role: 'admin' });
  const { user } = renderPage(<MembersPage cursor={undefined} />);

  await user.click(await screen.findByRole('button', { name: 'Change role of grace@example.com' }));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByLabelText('Role')).toHaveValue('member');
  await user.selectOptions(dialog.getByLabelText('Role'), 'admin');
  await user.click(dialog.getByRole('button', { name: 'Change role' }));

  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(changed.map((request) => request.body)).toEqual([{ role: 'admin' }]);
});

test('the last owner stays, and the reason is shown', async () => {
  answerWith('get', PATH, { items: [aMember()] });
  refuseWith('delete', `${PATH}/${aMember().id}`, {
    status: 409,
    slug: 'last-owner',
    title: 'The last owner cannot be removed',
  });
  const { user } = renderPage(<MembersPage cursor={undefined} />);

  await user.click(await screen.findByRole('button', { name: 'Remove ada@example.com' }));
  await user.click(screen.getByRole('button', { name: 'Remove member' }));

  expect(await screen.findByRole('alert')).toHaveTextContent('The last owner cannot be removed');
  expect(screen.getByRole('dialog', { name: 'Remove ada@example.com?' })).toBeInTheDocument();
});
