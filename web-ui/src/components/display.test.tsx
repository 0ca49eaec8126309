import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { BarChart } from './BarChart';
import { CopyButton } from './CopyButton';
import { ScoreBars } from './ScoreBars';

test('a score is readable without its bar', () => {
  render(<ScoreBars name="Intents" scores={[{ label: 'card_arrival', score: 0.912 }]} />);

  expect(screen.getByRole('list', { name: 'Intents' })).toHaveTextContent('Card arrival91.2%');
});

test('a bar never leaves its track', () => {
  const { container } = render(
    <ScoreBars
      name="Scores"
      scores={[
        { label: 'a', score: 1.2 },
        { label: 'b', score: -0.1 },
      ]}
    />,
  );

  const widths = [...container.querySelectorAll<HTMLElement>('.score-fill')].map(
    (bar) => bar.style.width,
  );
  expect(widths).toEqual(['100%', '0%']);
});

test('a chart is read out as one sentence', () => {
  render(
    <BarChart
      title="assistant.analysis"
      bars={[
        { label: '2026-11-24', value: 20 },
        { label: '2026-11-25', value: 30 },
      ]}
    />,
  );

  expect(screen.getByRole('img')).toHaveAccessibleName(
    'assistant.analysis: 50 in all, most on 2026-11-25 with 30.',
  );
});

test('copies and says so', async () => {
  const user = userEvent.setup();
  render(<CopyButton text="cnd_live_secret" label="Copy secret" />);

  await user.click(screen.getByRole('button', { name: 'Copy secret' }));

  expect(await screen.findByText('Copied')).toBeInTheDocument();
  expect(await navigator.clipboard.readText()).toBe('cnd_live_secret');
});

test('says so when the browser does not let it copy', async () => {
  const user = userEvent.setup();
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'));
  render(<CopyButton text="x" label="Copy" />);

  await user.click(screen.getByRole('button', { name: 'Copy' }));

  expect(await screen.findByText(/select and copy it by hand/)).toBeInTheDocument();
});
