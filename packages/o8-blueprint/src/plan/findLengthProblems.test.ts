import { createRichZone } from '../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../__testUtils__/examples';
import { specWith } from '../__testUtils__/planWith';
import { parsePlatform } from '../parse/parsePlatform';
import { renderPlan } from '../render/renderPlan';
import { planModule } from './planModule';

/** Short lines grow most: each is indented. */
const planLines = (lines: number) =>
  planModule({
    spec: specWith({
      kind: 'service',
      config: {
        files: Object.fromEntries(
          ['a', 'b'].map(name => [name, 'a\n'.repeat(lines)]),
        ),
      },
    }),
    zone: createRichZone('none'),
  });

/** Leaves of lists grow most of all: each gets a line, far to the right. */
const planLeaves = (leaves: number) => {
  let values: object = Array.from({ length: leaves }, () => 1);
  for (let level = 0; level < 30; level++) {
    values = { a: values };
  }
  return planModule({
    spec: specWith({
      kind: 'service',
      chart: {
        repository: 'https://charts.example',
        name: 'thing',
        version: '1.2.3',
        values: { values: JSON.parse(JSON.stringify(values)) },
      },
    }),
    zone: createRichZone('none'),
  });
};

describe('findLengthProblems', () => {
  it.each([
    ['config.files', planLines(12_000)],
    ['chart.values', planLeaves(4_000)],
  ])('refuses %s that could not be read again', (field, plan) => {
    expect(problemsOf(plan)).toEqual([
      {
        path: `spec.workload.${field}`,
        message: 'makes o8.yaml longer than 256 KiB, which is not read again',
        kind: 'invalid',
      },
    ]);
  });

  it.each([
    ['config.files', planLines(8_000)],
    ['chart.values', planLeaves(3_000)],
  ])('takes %s that can', (_, plan) => {
    const { platform } = renderPlan(valueOf(plan));
    expect(problemsOf(parsePlatform(platform))).toEqual([]);
  });
});
