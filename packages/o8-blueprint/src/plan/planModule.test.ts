import fc from 'fast-check';
import {
  findNameProblem,
  formatProblem,
  type LandingZone,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  exampleOf,
  planOf,
  problemsOf,
  valueOf,
} from '../__testUtils__/examples';
import { parsePlatform } from '../parse/parsePlatform';
import { renderPlan } from '../render/renderPlan';
import type { ApprovedModule } from '../types';
import { derivedNames } from './derivedNames';
import { planModule } from './planModule';

/** The minimal example, changed. */
function changed(change: (spec: ModuleSpec, zone: LandingZone) => void): {
  spec: ModuleSpec;
  zone: LandingZone;
} {
  const { spec, zone } = exampleOf('minimal');
  const [first] = zone.spec.clusters;
  zone.spec.clusters = [
    { ...first, name: 'eu-1' },
    { ...first, name: 'us-1' },
    { ...first, name: 'stage-1', environment: 'staging', default: false },
  ];
  change(spec, zone);
  return { spec, zone };
}

function linesOf(
  change: (spec: ModuleSpec, zone: LandingZone) => void,
  modules: ApprovedModule[] = [],
): string[] {
  return problemsOf(
    planModule({ ...changed(change), platform: { modules } }),
  ).map(problem => `${problem.kind} ${formatProblem(problem)}`);
}

describe('planModule', () => {
  it('goes to the default clusters where nothing is said', () => {
    const plan = planOf(changed(() => {}));
    expect(plan.placements).toEqual([
      expect.objectContaining({ environment: 'production', replicas: 2 }),
      expect.objectContaining({ environment: 'production', replicas: 2 }),
    ]);
    expect(plan.spec.spec.placements).toEqual([
      { environment: 'production', cluster: 'eu-1' },
      { environment: 'production', cluster: 'us-1' },
    ]);
  });

  it('takes replicas of a placement before those of the workload', () => {
    const plan = planOf(
      changed(({ spec }) => {
        spec.placements = [
          { environment: 'staging', cluster: 'stage-1', replicas: 1 },
          { environment: 'production', cluster: 'us-1' },
        ];
      }),
    );
    expect(
      plan.placements.map(({ cluster, replicas }) => [cluster.name, replicas]),
    ).toEqual([
      ['stage-1', 1],
      ['us-1', 2],
    ]);
  });

  it('names all clusters and environments that do not fit', () => {
    expect(
      linesOf(({ spec }) => {
        spec.placements = [
          { environment: 'production', cluster: 'mars-1' },
          { environment: 'production', cluster: 'stage-1' },
          { environment: 'staging', cluster: 'stage-1' },
        ];
      }),
    ).toEqual([
      'invalid spec.placements[2].cluster: "stage-1" is the cluster of placements[1] too: at most one placement per cluster',
      'refused spec.placements[0].cluster: "mars-1" is not a cluster of the landing zone "demo", which has eu-1, us-1, stage-1',
      'refused spec.placements[1].environment: must be "staging", the environment of the cluster "stage-1"',
    ]);
  });

  it('refuses another landing zone', () => {
    expect(linesOf(({ spec }) => (spec.landingZone = 'other'))).toEqual([
      'refused spec.landingZone: is "other", but the landing zone is "demo"',
    ]);
  });

  it.each([
    ['o8-x', 'invalid metadata.name: is reserved: the platform uses "o8-…"'],
    [
      'velero',
      'invalid metadata.name: is reserved: platforms often have an add-on in a namespace of this name',
    ],
    [
      'backups',
      'refused metadata.name: is reserved: the landing zone has a namespace of this name',
    ],
    [
      'gitops',
      'refused metadata.name: is reserved: the landing zone has a namespace of this name',
    ],
    [
      'queues',
      'refused metadata.name: is reserved: the landing zone has a namespace of this name',
    ],
    [
      'platform',
      'refused metadata.name: is reserved: the landing zone uses it in Argo CD',
    ],
    [
      'root',
      'refused metadata.name: "root" cannot be used: its Application root-us-1 belongs to the landing zone itself',
    ],
  ])('refuses the name "%s"', (name, line) => {
    expect(
      linesOf(({ metadata }, { spec }) => {
        metadata.name = name;
        spec.namespaces = ['queues'];
        spec.argocd.namespace = 'gitops';
        spec.backup.namespace = 'backups';
        spec.argocd.project = 'platform';
        spec.argocd.rootApplication = 'root-us-1';
      }),
    ).toEqual([line]);
  });

  it('refuses what does not fit into the quota', () => {
    expect(
      linesOf(({ spec: { workload } }, { spec }) => {
        workload.replicas = 10;
        workload.resources = { cpu: '900m', memory: '2Gi', memoryLimit: '4Gi' };
        spec.quota = {
          cpu: '8',
          memory: '26Gi',
          memoryLimit: '32Gi',
          pods: 12,
        };
      }),
    ).toEqual([
      "refused spec.workload.resources.cpu: is more than the landing zone's quota with 10 replicas and 3 more during an update: together at most 8",
      "refused spec.workload.resources.memoryLimit: is more than the landing zone's quota with 10 replicas and 3 more during an update: together at most 32Gi",
      "refused spec.workload.replicas: is more than the landing zone's quota with 3 more during an update: at most 12 pods",
    ]);
  });

  it('leaves room in the quota for the pods of a rolling update', () => {
    const withQuota = (cpu: string, pods: number) =>
      linesOf(({ spec: { workload } }, { spec }) => {
        workload.replicas = 2;
        workload.resources.cpu = '4';
        spec.quota = { ...spec.quota, cpu, pods };
      });
    expect(withQuota('11', 2)).toEqual([
      "refused spec.workload.resources.cpu: is more than the landing zone's quota with 2 replicas and 1 more during an update: together at most 11",
      "refused spec.workload.replicas: is more than the landing zone's quota with 1 more during an update: at most 2 pods",
    ]);
    expect(withQuota('12', 3)).toEqual([]);
  });

  describe('beside other modules', () => {
    const there = (name: string, cluster: string): ApprovedModule => ({
      spec: changed(({ metadata, spec }) => {
        metadata.name = name;
        spec.placements = [{ environment: 'production', cluster }];
      }).spec,
    });

    it('refuses a name that would give two Applications one name', () => {
      const change = ({ metadata }: ModuleSpec, { spec }: LandingZone) => {
        metadata.name = 'a';
        spec.clusters = [{ ...spec.clusters[0], name: 'b-c' }];
      };
      expect(linesOf(change, [there('a-b', 'c')])).toEqual([
        'refused metadata.name: "a" cannot be used: its Application a-b-c belongs to the module "a-b"',
      ]);
      expect(linesOf(change, [there('a-boundary-b', 'c')])).toEqual([
        'refused metadata.name: "a" cannot be used: its Application a-boundary-b-c belongs to the module "a-boundary-b"',
      ]);
      expect(linesOf(change, [there('a-b', 'd'), there('b', 'c')])).toEqual([]);
    });

    it('knows the names of all zones that share the platform repository', () => {
      const { zone: other } = changed(() => {});
      other.metadata.name = 'reviewed';
      other.spec.namespaces = ['queues'];
      other.spec.argocd.rootApplication = 'root-us-1';
      const elsewhere = structuredClone(other);
      elsewhere.spec.git.platform = 'other/apps';
      elsewhere.spec.namespaces = ['elsewhere'];
      const linesFor = (name: string) => {
        const { spec, zone } = changed(({ metadata }) => {
          metadata.name = name;
        });
        const zones = [zone, other, elsewhere];
        return problemsOf(
          planModule({ spec, zone, zones, platform: { modules: [] } }),
        ).map(formatProblem);
      };
      expect(linesFor('queues')).toEqual([
        'metadata.name: is reserved: the landing zone "reviewed", which shares the platform repository, has a namespace of this name',
      ]);
      expect(linesFor('root')).toEqual([
        'metadata.name: "root" cannot be used: its Application root-us-1 belongs to the landing zone "reviewed"',
      ]);
      expect(linesFor('elsewhere')).toEqual([]);
      expect(linesFor('billing')).toEqual([]);
    });

    it('places other modules by their own zone, where that is known', () => {
      const { zone: other } = changed(() => {});
      other.metadata.name = 'reviewed';
      other.spec.clusters = [{ ...other.spec.clusters[0], name: 'b-eu-1' }];
      const theirs = changed(({ metadata, spec }) => {
        metadata.name = 'a';
        spec.landingZone = 'reviewed';
      }).spec;
      const { spec, zone } = changed(({ metadata }) => {
        metadata.name = 'a-b';
      });
      const platform = { modules: [{ spec: theirs }] };
      const zones = [zone, other];
      expect(planModule({ spec, zone, platform }).ok).toBe(true);
      expect(
        problemsOf(planModule({ spec, zone, zones, platform })).map(
          formatProblem,
        ),
      ).toEqual([
        'metadata.name: "a-b" cannot be used: its Application a-b-eu-1 belongs to the module "a"',
      ]);
    });

    it("goes on with its own entry, and with nobody else's", () => {
      expect(linesOf(() => {}, [there('billing', 'eu-1')])).toEqual([]);
      const line = (owner: string, zone: string) =>
        `refused metadata.name: "billing" is already a module of ${owner} in the landing zone "${zone}"`;
      const other = there('billing', 'eu-1');
      other.spec.metadata.owner = 'group:default/other';
      expect(linesOf(() => {}, [other])).toEqual([
        line('group:default/other', 'demo'),
      ]);
      const elsewhere = there('billing', 'eu-1');
      elsewhere.spec.spec.landingZone = 'acme';
      expect(linesOf(() => {}, [elsewhere])).toEqual([
        line('group:default/billing-team', 'acme'),
      ]);
    });

    it('accepts only modules that share no name, and refuses nothing else', () => {
      const part = fc.constantFrom('a', 'b', 'boundary', 'x1');
      const label = fc
        .array(part, { minLength: 1, maxLength: 4 })
        .map(parts => parts.join('-'));
      const name = label.filter(text => !findNameProblem(text));
      const cluster = label.filter(text => !text.startsWith('boundary'));
      fc.assert(
        fc.property(
          fc.tuple(name, cluster),
          fc.tuple(name, cluster),
          ([oneName, oneCluster], [otherName, otherCluster]) => {
            fc.pre(oneName !== otherName);
            const one = there(oneName, oneCluster);
            const change = (
              { metadata }: ModuleSpec,
              { spec }: LandingZone,
            ) => {
              metadata.name = otherName;
              spec.clusters = [{ ...spec.clusters[0], name: otherCluster }];
            };
            const { spec, zone } = changed(change);
            const mine = new Set(derivedNames(one.spec));
            const shared = derivedNames(spec, zone).some(each =>
              mine.has(each),
            );
            expect(linesOf(change, [one]).length > 0).toBe(shared);
          },
        ),
        { numRuns: 60, seed: 8 },
      );
    });
  });

  it('gives equal text for equal input, whatever the order of its keys', () => {
    const reverse = (value: unknown): unknown => {
      if (Array.isArray(value)) {
        return value.map(reverse);
      }
      return value && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, entry]) => [key, reverse(entry)]),
          )
        : value;
    };
    const { spec, zone } = exampleOf('pinned');
    const once = renderPlan(planOf({ spec, zone }));
    const again = renderPlan(
      planOf({
        spec: reverse(spec) as ModuleSpec,
        zone: reverse(zone) as LandingZone,
      }),
    );
    expect(again).toEqual(once);
  });

  it('plans the same from its own result', () => {
    const { spec, zone } = exampleOf('pinned');
    const { platform } = renderPlan(planOf({ spec, zone }));
    const approved = valueOf(parsePlatform(platform));
    const again = planOf({ spec: approved.modules[0].spec, zone }, approved);
    expect(renderPlan(again).platform).toEqual(platform);
  });
});
