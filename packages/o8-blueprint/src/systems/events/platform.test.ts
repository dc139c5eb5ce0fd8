import { valueOf } from '../../__testUtils__/examples';
import { findPlatformProblems } from '../../check/findPlatformProblems';
import { planModule } from '../../plan/planModule';
import { renderPlatform } from '../../plan/planPlatform';
import { renderPlan } from '../../render/renderPlan';
import type { RepositoryFile } from '../../types';
import { eventSpec, zoneWith } from './__testUtils__/eventPlans';

const PLACEMENTS = [
  { environment: 'production', cluster: 'eu-1' },
  { environment: 'staging', cluster: 'stage-1' },
];

const zone = zoneWith({}, 'sidecar');

/** A platform repository in which one module reads what the other publishes. */
function filesOf(
  bus: 'nats' | 'kafka',
  callers: 'any' | string[] = ['shop'],
): RepositoryFile[] {
  const specs = [
    eventSpec(
      { bus, publishes: [{ name: 'paid' }] },
      { callers: ['shop'], placements: PLACEMENTS },
      'bank',
    ),
    eventSpec({
      bus,
      publishes: [{ name: 'sent' }],
      consumes: [{ module: 'bank', name: 'paid' }],
    }),
  ];
  const platform = { modules: specs.map(spec => ({ spec })) };
  const entries = specs.flatMap(spec => {
    const next = structuredClone(spec);
    if (spec.metadata.name === 'bank') {
      next.spec.callers = callers;
    }
    return renderPlan(valueOf(planModule({ spec: next, zone, platform })))
      .platform;
  });
  return [...renderPlatform(zone), ...entries];
}

const linesOf = (files: RepositoryFile[], isKnown: boolean) =>
  findPlatformProblems(files, isKnown ? [zone] : []).map(
    ({ path, message }) => `${path}: ${message}`,
  );

describe.each(['nats', 'kafka'] as const)('a platform with %s', bus => {
  const files = filesOf(bus);

  it('is in order, whether its landing zone is known or not', () => {
    const events = files.filter(({ path }) => path.endsWith('/events.yaml'));
    // One bus per cluster: a stream is on each on which its module is.
    expect(events.map(({ path }) => path).sort()).toEqual([
      'modules/bank/clusters/eu-1/events.yaml',
      'modules/bank/clusters/stage-1/events.yaml',
      'modules/shop/clusters/eu-1/events.yaml',
    ]);
    expect(linesOf(files, true)).toEqual([]);
    expect(linesOf(files, false)).toEqual([]);
  });

  it('lets no entry write to what another module publishes', () => {
    const path = 'modules/shop/clusters/eu-1/events.yaml';
    const forged = files.map(file =>
      file.path === path
        ? {
            path,
            content: file.content
              .replaceAll('name: shop.sent', 'name: bank.paid')
              .replace('name: SHOP_SENT', 'name: BANK_PAID'),
          }
        : file,
    );
    for (const isKnown of [true, false]) {
      const lines = linesOf(forged, isKnown);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line).toMatch(/^modules\/shop\/clusters\/eu-1\/events\.yaml: /);
      }
      expect(lines).toContainEqual(expect.stringContaining('"bank.paid"'));
    }
  });
});

it('a reader that is not accepted any more is told', () => {
  expect(linesOf(filesOf('nats', ['till']), true)).toEqual([
    'modules/shop/module.yaml: spec.events.consumes[0].module: "bank" does not accept "shop": its owner has to add it to its callers',
  ]);
});
