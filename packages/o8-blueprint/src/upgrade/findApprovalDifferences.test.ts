import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../__testUtils__/anyModule';
import { valueOf } from '../__testUtils__/examples';
import { toModuleSpec } from '../parse/parseModuleSpec';
import { planModule } from '../plan/planModule';
import { findApprovalDifferences } from './findApprovalDifferences';

const zone = createRichZone('none');

const createSpec = (spec: object = {}, metadata: object = {}): ModuleSpec =>
  valueOf(
    toModuleSpec({
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: { name: 'billing', owner: 'group:default/pay', ...metadata },
      spec: { landingZone: 'rich', workload: { kind: 'service' }, ...spec },
    }),
  );

const place = (cluster: string, more: object = {}) => ({
  environment: 'production',
  cluster,
  ...more,
});

const call = (module: string, more: object = {}) => ({ module, ...more });

describe('findApprovalDifferences', () => {
  it.each([createSpec(), createSpec({ placements: [place('us-1')] })])(
    'finds none in what was approved as it was asked for',
    asked => {
      const { spec: approved } = valueOf(planModule({ spec: asked, zone }));
      expect(findApprovalDifferences({ asked, approved, zone })).toEqual([]);
      expect(findApprovalDifferences({ asked, approved })).toEqual([]);
    },
  );

  it.each<[string, object, object, object[]]>([
    [
      'a value',
      { workload: { kind: 'service', port: 9000 } },
      {},
      [{ path: 'spec.workload.port', asked: 9000, approved: 8080 }],
    ],
    [
      'what only the team says',
      { recovery: { rpo: '1h' } },
      {},
      [{ path: 'spec.recovery.rpo', asked: '1h', approved: undefined }],
    ],
    [
      'what only the platform says',
      {},
      { recovery: { rpo: '1h' } },
      [{ path: 'spec.recovery.rpo', asked: undefined, approved: '1h' }],
    ],
    [
      'entries of lists by their names, in any order',
      { placements: [place('us-1', { replicas: 3 }), place('eu-1')] },
      { placements: [place('eu-1'), place('us-1', { replicas: 2 })] },
      [{ path: 'spec.placements[us-1].replicas', asked: 3, approved: 2 }],
    ],
    [
      'a further entry',
      { placements: [place('eu-1'), place('us-1')] },
      { placements: [place('eu-1')] },
      [
        {
          path: 'spec.placements[us-1]',
          asked: place('us-1'),
          approved: undefined,
        },
      ],
    ],
    [
      'calls of one module on two ports',
      { dependsOn: [call('a', { port: 1 }), call('a', { port: 2 })] },
      { dependsOn: [call('a', { port: 1 })] },
      [
        {
          path: 'spec.dependsOn[a:2]',
          asked: call('a', { port: 2 }),
          approved: undefined,
        },
      ],
    ],
    [
      'lists of words as a whole',
      { callers: ['a', 'b'] },
      { callers: 'any' },
      [{ path: 'spec.callers', asked: ['a', 'b'], approved: 'any' }],
    ],
  ])('finds %s', (_, asked, approved, differences) => {
    const specs = { asked: createSpec(asked), approved: createSpec(approved) };
    const found = findApprovalDifferences({ ...specs, zone });
    // The default placement of the zone is not what is looked at here.
    expect(
      found.filter(({ path }) => path !== 'spec.placements[eu-1]'),
    ).toEqual(differences);
  });

  it('is the other way around the other way around', () => {
    const one = createSpec({ placements: [place('eu-1')] }, { tags: ['a'] });
    const two = createSpec({ placements: [place('us-1')] }, { title: 'T' });
    const there = findApprovalDifferences({ asked: one, approved: two, zone });
    const back = findApprovalDifferences({ asked: two, approved: one, zone });
    expect(there.map(({ path }) => path).sort()).toEqual([
      'metadata.tags',
      'metadata.title',
      'spec.placements[eu-1]',
      'spec.placements[us-1]',
    ]);
    expect(
      back
        .map(({ path, asked, approved }) => ({
          path,
          asked: approved,
          approved: asked,
        }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    ).toEqual([...there].sort((a, b) => (a.path < b.path ? -1 : 1)));
  });

  it('compares placements that the landing zone chooses only with that zone', () => {
    const asked = createSpec();
    const approved = createSpec({ placements: [place('us-1')] });
    expect(findApprovalDifferences({ asked, approved })).toEqual([]);
    expect(
      findApprovalDifferences({ asked, approved, zone }).map(
        ({ path }) => path,
      ),
    ).toEqual(['spec.placements[eu-1]', 'spec.placements[us-1]']);
  });
});
