import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import fc from 'fast-check';
import { createRichZone } from '../__testUtils__/anyModule';
import { anyPlatform, type Call } from '../__testUtils__/anyPlatform';
import { problemsOf, valueOf } from '../__testUtils__/examples';
import { isAllowed } from '../__testUtils__/isAllowed';
import { specWith } from '../__testUtils__/planWith';
import type { ModuleContext } from '../emitters/types';
import type { Manifest } from '../types';
import { planBeside, planClusters } from './planObjects';
import { resolveModule } from './resolveModule';

const anyZone = fc.constantFrom(
  ...(['none', 'sidecar', 'ambient'] as const).map(mode =>
    createRichZone(mode),
  ),
);

/** Of each cluster, what all modules have there. */
function objectsOn(
  cluster: string,
  plans: readonly ModuleContext[],
): { module: string; object: Manifest }[] {
  return plans.flatMap(plan =>
    planClusters(plan)
      .filter(({ path }) => path.includes(`/clusters/${cluster}/`))
      .flatMap(({ objects }) =>
        objects.map(object => ({ module: plan.spec.metadata.name, object })),
      ),
  );
}

describe('any modules that call each other', () => {
  const say = ({ caller, callee, port }: Omit<Call, 'cluster'>) =>
    `${caller} → ${callee} ${port}`;

  it('have exactly the halves of each call, and reach nothing else', () => {
    let found = 0;
    fc.assert(
      fc.property(anyPlatform, anyZone, ({ specs, calls }, zone) => {
        const platform = { modules: specs.map(spec => ({ spec })) };
        const plans = specs.map(spec =>
          valueOf(resolveModule({ spec, zone, platform })),
        );
        for (const { name } of zone.spec.clusters) {
          const there = objectsOn(name, plans);
          const declared = calls.filter(({ cluster }) => cluster === name);
          found += declared.length;
          const halves = there
            .filter(({ object }) => isHalf(object, specs))
            .map(({ module, object }) => `${module}: ${nameOf(object)}`);
          expect(halves.sort()).toEqual(
            declared
              .flatMap(({ caller, callee }) => [
                `${caller}: NetworkPolicy ${caller}/to-${callee}`,
                `${caller}: NetworkPolicy ${callee}/from-${caller}`,
                ...(zone.spec.mesh.mode === 'none'
                  ? []
                  : [
                      `${caller}: AuthorizationPolicy ${callee}/from-${caller}`,
                    ]),
              ])
              .sort(),
          );
          const manifests = there.map(({ object }) => object);
          expect(listReached(manifests, specs, name).sort()).toEqual(
            declared.map(say).sort(),
          );
        }
      }),
      { numRuns: 80, seed: 7 },
    );
    expect(found).toBeGreaterThan(100);
  });

  /** Whether an object is in the namespace of one module and about another. */
  function isHalf({ metadata, spec }: Manifest, specs: ModuleSpec[]): boolean {
    const text = JSON.stringify(spec ?? {});
    return (
      specs.some(each => each.metadata.name === metadata.namespace) &&
      specs.some(
        each =>
          each.metadata.name !== metadata.namespace &&
          // By itself, or in an identity of the mesh.
          new RegExp(`["/]${each.metadata.name}["/]`).test(text),
      )
    );
  }

  /** Who reaches whom on a cluster, at the port of anybody. */
  function listReached(
    manifests: Manifest[],
    specs: ModuleSpec[],
    cluster: string,
  ): string[] {
    const pods = specs
      .filter(({ spec }) =>
        spec.placements.some(placement => placement.cluster === cluster),
      )
      .map(({ metadata: { name }, spec: { workload } }) => ({
        namespace: name,
        labels: workload.chart?.selector ?? { 'app.kubernetes.io/name': name },
        port: workload.chart?.port ?? workload.port,
      }));
    return pods.flatMap(from =>
      pods
        .filter(
          to =>
            to !== from && isAllowed(manifests, { from, to, port: to.port }),
        )
        .map(to =>
          say({ caller: from.namespace, callee: to.namespace, port: to.port }),
        ),
    );
  }
});

describe('any two modules that are accepted beside each other', () => {
  // Names and clusters that run into each other: `a` on `b-a` and `a-b` on `a`.
  const zone = createRichZone('sidecar', {
    clusters: ['a', 'b', 'a-b', 'b-a'].map(name => ({
      name,
      environment: 'production',
      default: name === 'a',
    })),
  });
  const anyNamed = fc
    .tuple(
      fc
        .array(fc.constantFrom('a', 'b'), {
          minLength: 1,
          maxLength: 3,
        })
        .map(parts => parts.join('-')),
      fc.subarray(zone.spec.clusters.map(({ name }) => name)),
      fc.constantFrom(
        { kind: 'service' as const },
        {
          kind: 'worker' as const,
        },
      ),
    )
    .map(([name, clusters, workload]) =>
      specWith(
        workload,
        {
          placements: clusters.map(cluster => ({
            cluster,
            environment: 'production',
          })),
        },
        name,
      ),
    );

  it('have no object in common, and are refused only where they would', () => {
    const counts = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(anyNamed, anyNamed, (one, other) => {
        fc.pre(one.metadata.name !== other.metadata.name);
        const [mine, theirs] = [one, other].map(
          spec => new Set(listPlaces(valueOf(resolveModule({ spec, zone })))),
        );
        const shared = [...mine].filter(place => theirs.has(place));
        const problems = problemsOf(
          resolveModule({
            spec: one,
            zone,
            platform: { modules: [{ spec: other }] },
          }),
        );
        expect(problems.length > 0).toBe(shared.length > 0);
        counts[problems.length > 0 ? 'refused' : 'accepted'] += 1;
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(5);
  });

  /** Where each object of the platform repository is: what Argo CD applies, and on which cluster. */
  function listPlaces(plan: ModuleContext): string[] {
    return [
      ...planBeside(plan).flatMap(({ objects }) => objects.map(nameOf)),
      ...plan.placements.flatMap(({ cluster }) =>
        objectsOn(cluster.name, [plan]).map(
          ({ object }) => `${cluster.name} ${nameOf(object)}`,
        ),
      ),
    ];
  }
});

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
}
