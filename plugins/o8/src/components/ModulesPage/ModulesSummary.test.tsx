import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Verdict } from '@orchestr8/backstage-plugin-o8-common';
import { screen } from '@testing-library/react';
import { createAnswer } from '../../__testUtils__/createFakeApi';
import { createModuleSummary } from '../../__testUtils__/createModuleSummary';
import { ModulesSummary, type ModulesSummaryProps } from './ModulesSummary';

function renderSummary(
  counts: Partial<Record<Verdict, number>>,
  options: Partial<Omit<ModulesSummaryProps, 'answer'>> & {
    totalItems?: number;
  } = {},
) {
  const { totalItems, ...props } = options;
  const modules = Object.entries(counts).flatMap(([verdict, count]) =>
    Array.from({ length: count }, (_, i) =>
      createModuleSummary(`${verdict}-${i}`, {
        facets: { sync: { verdict: verdict as Verdict } },
      }),
    ),
  );
  const answer = createAnswer(modules, totalItems ? { totalItems } : {});
  renderInTestApp(
    <>
      <ModulesSummary
        answer={answer}
        isFiltered={false}
        isCurrent
        isPrevious={false}
        {...props}
      />
      <hr />
    </>,
  );
}

describe('ModulesSummary', () => {
  it.each([
    [{ good: 14 }, '14 modules, none needs attention'],
    [{ good: 1 }, '1 module, none needs attention'],
    [{ busy: 1, good: 1 }, '2 modules, none needs attention'],
    [
      { unknown: 14 },
      'It is not known of 14 of 14 modules whether they are well',
    ],
    [{ unknown: 1 }, 'It is not known of 1 of 1 module whether it is well'],
    [
      { bad: 1, attention: 2, unknown: 2, good: 9 },
      '3 of 14 modules need attention, 2 more are not fully known',
    ],
    [
      { bad: 1, unknown: 1 },
      '1 of 2 modules need attention, 1 more is not fully known',
    ],
    [{ bad: 1 }, '1 of 1 module needs attention'],
  ])('of %j says "%s"', async (counts, sentence) => {
    renderSummary(counts);
    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it.each([
    [
      { good: 100 },
      'None of the first 100 modules needs attention (100 of 240 shown)',
    ],
    [
      { good: 90, bad: 10 },
      '10 of the first 100 modules need attention (100 of 240 shown)',
    ],
    [
      { good: 90, unknown: 10 },
      'It is not known of 10 of the first 100 modules whether they are well (100 of 240 shown)',
    ],
  ])('of %j out of more says "%s"', async (counts, sentence) => {
    renderSummary(counts, { totalItems: 240 });
    expect(await screen.findByText(sentence)).toBeInTheDocument();
  });

  it('says that what it counts is filtered', async () => {
    renderSummary({ good: 2 }, { isFiltered: true });
    expect(
      await screen.findByText('2 modules, none needs attention (filtered)'),
    ).toBeInTheDocument();
  });

  it('does not say that all is well by an answer that is not current', async () => {
    renderSummary({ good: 3, bad: 1 }, { isCurrent: false });
    expect(
      await screen.findByText(
        '1 of 4 modules need attention, 3 more are not fully known',
      ),
    ).toBeInTheDocument();
  });

  it('does not count the list of before', async () => {
    renderSummary({ good: 3 }, { isPrevious: true });
    expect(await screen.findByText('Loading the modules')).toBeInTheDocument();
    expect(screen.queryByText(/3/)).not.toBeInTheDocument();
  });

  it('leaves it to the empty state where there is nothing', async () => {
    renderSummary({});
    expect(await screen.findByRole('separator')).toBeInTheDocument();
    expect(screen.queryByText(/attention|known/)).not.toBeInTheDocument();
  });
});
