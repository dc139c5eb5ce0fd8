import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Age } from './Age';

const MINUTE_MS = 60_000;

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE_MS).toISOString();
}

describe('Age', () => {
  it.each([
    [0, 'ago', 'just now'],
    [12, 'ago', '12 min ago'],
    [60, 'ago', '1 h ago'],
    [3 * 24 * 60, 'ago', '3 days ago'],
    [0, 'for', 'since just now'],
    [12, 'for', 'for 12 min'],
  ] as const)('says %d minutes %s as "%s"', async (minutes, form, text) => {
    renderInTestApp(<Age time={minutesAgo(minutes)} form={form} />);
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  // jsdom knows no :focus-visible: the keyboard is tried in the browser tests.
  it('shows the time itself, with its zone, on hover', async () => {
    const time = minutesAgo(12);
    renderInTestApp(<Age time={time} />);

    await userEvent.hover(await screen.findByText('12 min ago'));

    const year = String(new Date(time).getFullYear());
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      new RegExp(`${year}.*(UTC|GMT|[A-Z]{2,5})`),
    );
  });

  it('does not invent a time', async () => {
    renderInTestApp(<Age time="yesterday" />);
    expect(await screen.findByText('at an unknown time')).toBeInTheDocument();
  });

  it('moves on by itself', async () => {
    jest.useFakeTimers();
    try {
      renderInTestApp(<Age time={minutesAgo(12)} />);
      await screen.findByText('12 min ago');
      act(() => {
        jest.advanceTimersByTime(2 * MINUTE_MS);
      });
      expect(await screen.findByText('14 min ago')).toBeInTheDocument();
    } finally {
      jest.useRealTimers();
    }
  });
});
