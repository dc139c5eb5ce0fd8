import fc from 'fast-check';
import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { specWith } from './planWith';

const CLUSTERS = ['eu-1', 'us-1', 'stage-1'] as const;
type Cluster = (typeof CLUSTERS)[number];

/** A module calls another one on a cluster, at a port. */
export interface Call {
  cluster: string;
  caller: string;
  callee: string;
  port: number;
}

const anyPart = fc.record({
  kind: fc.constantFrom('service', 'service', 'chart', 'worker', 'job'),
  clusters: fc.subarray([...CLUSTERS], { minLength: 1 }),
  port: fc.integer({ min: 2_000, max: 2_999 }),
  /** Whether it names its callers one by one. */
  isStrict: fc.boolean(),
});

type Drawn = typeof anyPart extends fc.Arbitrary<infer T> ? T : never;
/** Its calls are places in the list of all. */
type Part = Drawn & { name: string; calls: number[] };

/** Any modules on any clusters that call each other, and what of it follows for each cluster. */
export const anyPlatform: fc.Arbitrary<{ specs: ModuleSpec[]; calls: Call[] }> =
  fc
    .array(
      fc.tuple(anyPart, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 })),
      {
        minLength: 2,
        maxLength: 5,
      },
    )
    .map(drawn => {
      const parts = drawn.map(([part], index) => ({
        ...part,
        name: `node${index}`,
        calls: [] as number[],
      }));
      drawn.forEach(([, wishes], index) => {
        parts[index].calls = parts.flatMap((callee, at) =>
          wishes[at] && canCall(parts[index], callee) ? [at] : [],
        );
      });
      return {
        specs: parts.map(part => toSpec(part, parts)),
        calls: parts.flatMap(part => listCalls(part, parts)),
      };
    });

/** A callee answers, and is wherever its caller is. */
function canCall(caller: Part, callee: Part): boolean {
  return (
    caller.name !== callee.name &&
    (callee.kind === 'service' || callee.kind === 'chart') &&
    caller.clusters.every(cluster => callee.clusters.includes(cluster))
  );
}

function listCalls({ name, calls, clusters }: Part, parts: Part[]): Call[] {
  return clusters.flatMap(cluster =>
    calls.map(at => ({
      cluster,
      caller: name,
      callee: parts[at].name,
      port: parts[at].port,
    })),
  );
}

function toSpec(part: Part, parts: Part[]): ModuleSpec {
  const { name, kind, clusters, port, isStrict } = part;
  const callers = parts
    .filter(({ calls }) => calls.some(at => parts[at].name === name))
    .map(caller => caller.name);
  const workloads = {
    service: { kind: 'service', port },
    chart: {
      kind: 'service',
      chart: {
        repository: 'https://charts.example',
        name: 'thing',
        version: '1.2.3',
        selector: { app: 'thing' },
        port,
      },
    },
    worker: { kind: 'worker' },
    job: { kind: 'job', job: { schedule: '7 3 * * *' } },
  } as const;
  const isCalled = kind === 'service' || kind === 'chart';
  return specWith(
    workloads[kind],
    {
      placements: clusters.map(cluster => ({
        cluster,
        environment: environmentOf(cluster),
      })),
      dependsOn: part.calls.map(at => ({ module: parts[at].name })),
      ...(isCalled && { callers: isStrict ? callers : 'any' }),
    },
    name,
  );
}

function environmentOf(cluster: Cluster): string {
  return cluster === 'stage-1' ? 'staging' : 'production';
}
