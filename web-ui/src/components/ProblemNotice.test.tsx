import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ProblemError } from '../lib/problem';
import { expectAccessible } from '../testing/axe';
import { ProblemNotice } from './ProblemNotice';

const REFUSAL = new ProblemError({
  type: 'urn:candor:problem:validation-failed',
  title: 'The request is not valid',
  status: 400,
  detail: 'Two fields are wrong',
  requestId: 'req-42',
  errors: [
    { field: 'name', detail: 'is taken' },
    { field: 'scopes[1]', detail: 'is not a scope' },
  ],
});

test('shows title, detail, fields and request id of a problem', async () => {
  document.documentElement.lang = 'en';
  render(
    <main>
      <title>Test</title>
      <h1>Test</h1>
      <ProblemNotice error={REFUSAL} />
    </main>,
  );

  const alert = screen.getByRole('alert');
  expect(alert).toHaveTextContent('The request is not valid');
  expect(alert).toHaveTextContent('Two fields are wrong');
  expect(alert).toHaveTextContent('name is taken');
  expect(alert).toHaveTextContent('Request req-42');
  await expectAccessible();
});

test('does not repeat a field that is shown beside its control', () => {
  const { rerender } = render(<ProblemNotice error={REFUSAL} shownFields={['name']} />);

  expect(screen.getByRole('alert')).not.toHaveTextContent('is taken');
  expect(screen.getByRole('alert')).toHaveTextContent('scopes[1] is not a scope');

  rerender(<ProblemNotice error={REFUSAL} shownFields={['name', 'scopes']} />);
  expect(screen.getByRole('alert')).not.toHaveTextContent('is not a scope');
});

test('tells what to do where a right is missing', () => {
  const error = new ProblemError({
    type: 'urn:candor:problem:insufficient-scope',
    title: 'Not allowed',
    status: 403,
    errors: [],
  });

  render(<ProblemNotice error={error} />);

  expect(screen.getByRole('alert')).toHaveTextContent('Your role does not allow this.');
});

test('renders markup in a problem as text', () => {
  const title = '<img src=x onerror=alert(1)>';
  const error = new ProblemError({ type: 'x', title, status: 400, errors: [] });

  render(<ProblemNotice error={error} />);

  expect(screen.getByText(title)).toBeInTheDocument();
  expect(document.querySelector('img')).toBeNull();
});

test('shows nothing without an error', () => {
  const { container } = render(<ProblemNotice error={null} />);

  expect(container).toBeEmptyDOMElement();
});
