import {
  complianceStateSchema,
  recoveryStateSchema,
  syncStateSchema,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  sourceOf,
  type AssessInput,
  type Assessor,
} from '@orchestr8/backstage-plugin-o8-node';
import {
  createApplication,
  createNamespace,
  createNetworkPolicy,
  createReport,
  createResult,
  createSchedule,
  createStorage,
} from '../sources/__testUtils__';
import {
  createAssessInput,
  GOOD,
  judge,
  NOT_FRESH,
  statusesBut,
  toKnownFacts,
  type Objects,
} from './__testUtils__';
import { assessors } from './index';

/** What somebody saw go wrong. It has to stay visible whatever happens to sources. */
const BAD: Record<string, [string, Objects][]> = {
  sync: [
    [
      'a degraded Application',
      {
        mgmt: [
          createApplication({ status: { health: { status: 'Degraded' } } }),
        ],
      },
    ],
    [
      'a failed operation',
      {
        mgmt: [
          createApplication({
            status: { operationState: { phase: 'Failed' } },
          }),
        ],
      },
    ],
  ],
  compliance: [
    [
      'a failing policy',
      { 'eu-1': [createReport([createResult({ result: 'fail' })])] },
    ],
    ['a Namespace without a level', { 'eu-1': [createNamespace({})] }],
    [
      'a policy that lets everybody in',
      { 'eu-1': [createNetworkPolicy({ podSelector: {}, ingress: [{}] })] },
    ],
  ],
  recovery: [
    [
      'a storage location out of reach',
      {
        'eu-1': [
          createSchedule(),
          createStorage({ status: { phase: 'Unavailable' } }),
        ],
      },
    ],
    [
      'a schedule that Velero refuses',
      {
        'eu-1': [
          createSchedule({ status: { phase: 'FailedValidation' } }),
          createStorage(),
        ],
      },
    ],
  ],
};

const GOOD_HEADLINES = ['synced', 'passing', 'recovers', 'progressing'];

const SCHEMAS: Record<string, { parse(state: unknown): unknown }> = {
  sync: syncStateSchema,
  compliance: complianceStateSchema,
  recovery: recoveryStateSchema,
};

/** With the facts that it needs, as it gets them from the plugin. */
function assessWith(
  assessor: Assessor,
  objects: Objects,
  fields?: Partial<AssessInput>,
) {
  const input = createAssessInput(objects, fields);
  const facts = input.facts.filter(({ type }) => assessor.needs.includes(type));
  return assessor.assess({ ...input, facts });
}

const rows = assessors.flatMap(assessor =>
  [...new Set(assessor.needs.map(sourceOf))].flatMap(source =>
    NOT_FRESH.map(([name, fields]) => ({ assessor, source, name, fields })),
  ),
);

describe.each(assessors)('$id', assessor => {
  it('is good by proof alone: all is fresh and well', () => {
    const state = assessWith(assessor, GOOD);

    expect(state.verdict).toBe('good');
    expect(GOOD_HEADLINES).toContain(state.headline.code);
    expect(SCHEMAS[assessor.id].parse(state)).toEqual(state);
  });

  it.each([true, false])(
    'is not good where there is nothing (all read: %s)',
    allRead => {
      const nowhere = assessWith(assessor, {}, { placements: [], allRead });
      const somewhere = assessWith(assessor, {}, { allRead });

      expect(nowhere.verdict).toBe('unknown');
      for (const { verdict, headline } of [nowhere, somewhere]) {
        expect(['good', 'busy']).not.toContain(verdict);
        expect(GOOD_HEADLINES).not.toContain(headline.code);
      }
    },
  );

  it.each(BAD[assessor.id])('calls %s bad', (_name, objects) => {
    expect(assessWith(assessor, objects).verdict).toBe('bad');
  });
});

describe.each(rows)(
  '$assessor.id with the source $source $name',
  ({ assessor, source, fields }) => {
    const sources = statusesBut(source, fields);
    const assess = (objects: Objects) =>
      assessWith(assessor, objects, { sources });

    it('has no good and no busy state', () => {
      const state = assess(GOOD);

      expect(['good', 'busy']).not.toContain(state.verdict);
      expect(GOOD_HEADLINES).not.toContain(state.headline.code);
      expect(SCHEMAS[assessor.id].parse(state)).toEqual(state);
    });

    it('is on its way no more', () => {
      const health = { status: 'Progressing' };
      const { verdict, headline } = assess({
        ...GOOD,
        mgmt: [createApplication({ status: { health } })],
      });

      expect(['good', 'busy']).not.toContain(verdict);
      expect(GOOD_HEADLINES).not.toContain(headline.code);
    });

    it.each(BAD[assessor.id])('still shows %s', (_name, objects) => {
      const state = assess(objects);

      expect(state.verdict).toBe('bad');
      expect(SCHEMAS[assessor.id].parse(state)).toEqual(state);
    });

    it('is not good either when the whole module is judged', () => {
      const states = judge({ statuses: sources, assessors: [assessor] });

      expect(states).toHaveLength(1);
      expect(['good', 'busy']).not.toContain(states[0].state.verdict);
      expect(GOOD_HEADLINES).not.toContain(states[0].state.headline.code);
    });
  },
);

it.each(
  assessors.flatMap(assessor =>
    [...new Set(assessor.needs.map(sourceOf))].map(source => ({
      assessor,
      source,
    })),
  ),
)(
  '$assessor.id is not good where $source is not installed',
  ({ assessor, source }) => {
    const { verdict, headline } = assessWith(assessor, GOOD, {
      sources: statusesBut(source, { state: 'unsupported' }),
    });

    expect(['good', 'busy']).not.toContain(verdict);
    expect(GOOD_HEADLINES).not.toContain(headline.code);
  },
);

it.each(assessors)('$id proves nothing by what is only claimed', assessor => {
  const known = { binding: 'claimed', isOthers: false } as const;
  const [row] = judge({
    assessors: [assessor],
    facts: {
      placements: [],
      facts: [],
      entities: {
        'component:default/billing': {
          ...known,
          claimed: toKnownFacts(GOOD).map(fact => ({
            ...fact,
            binding: 'claimed',
          })),
        },
      },
    },
  });
  const { state, binding, placements } = row;

  expect({ binding, placements }).toEqual({
    binding: 'claimed',
    placements: [],
  });
  expect(SCHEMAS[assessor.id].parse(state)).toEqual(state);
  // What Argo CD says of an Application is so, whosever it is; nothing else is evidence.
  expect({ verdict: state.verdict, code: state.headline.code }).toEqual(
    assessor.showsClaimed
      ? { verdict: 'good', code: 'synced' }
      : { verdict: 'unknown', code: 'notConfirmed' },
  );
});
