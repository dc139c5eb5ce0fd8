import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import {
  examples,
  planOf,
  valueOf,
  type Example,
} from '../__testUtils__/examples';
import { readYamlDocuments } from '../parse/readYaml';
import { renderPlan } from '../render/renderPlan';
import type { RenderedFile } from '../types';

const objectSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
});

const applicationSchema = z.looseObject({
  kind: z.literal('Application'),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    project: z.string(),
    source: z.looseObject({ path: z.string(), repoURL: z.string() }),
    destination: z.looseObject({ namespace: z.string() }),
  }),
});

function objectsOf(text: string) {
  return valueOf(readYamlDocuments(text)).map(each => objectSchema.parse(each));
}

/** Kustomize builds what Argo CD would build; elsewhere the base stands for it. */
const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
const because = hasKubectl ? '' : ' (skipped: kubectl is not on this machine)';

interface Destination {
  cluster: string;
  namespace: string;
  objects: ReturnType<typeof objectsOf>;
}

/** What each Application of an example applies, and where. */
function destinationsOf(
  example: Example,
  build: (path: string, files: RenderedFile[]) => string,
): Destination[] {
  const { module, platform } = renderPlan(planOf(example));
  const applications = platform
    .filter(({ path }) => /\/application-[^/]*\.yaml$/.test(path))
    .flatMap(({ content }) => valueOf(readYamlDocuments(content)))
    .map(each => applicationSchema.parse(each));
  return applications.map(({ spec: { project, source, destination } }) => {
    const { namespace, ...cluster } = destination;
    const isWorkload = project === example.spec.metadata.name;
    const below = platform.filter(({ path }) =>
      path.startsWith(`${source.path}/`),
    );
    return {
      cluster: JSON.stringify(cluster),
      namespace,
      objects: isWorkload
        ? objectsOf(build(source.path, module))
        : below.flatMap(({ content }) => objectsOf(content)),
    };
  });
}

/** The base alone, as a stand-in for kustomize. */
function buildBase(path: string, files: RenderedFile[]): string {
  if (!files.some(file => file.path === `${path}/kustomization.yaml`)) {
    throw new Error(`${path} has no kustomization`);
  }
  return files
    .filter(file => /^deploy\/base\/(?!kustomization)/.test(file.path))
    .map(({ content }) => content)
    .join('---\n');
}

/** What finds no Namespace on its cluster, as `cluster: Kind name`. */
function findHomeless(
  destinations: Destination[],
  declared: string[],
): string[] {
  return destinations.flatMap(({ cluster, namespace, objects }) => {
    const namespaces = destinations
      .filter(each => each.cluster === cluster)
      .flatMap(each => each.objects)
      .filter(({ kind }) => kind === 'Namespace')
      .map(({ metadata }) => metadata.name);
    const homes = [...declared, ...namespaces];
    return objects
      .filter(({ kind }) => kind !== 'Namespace')
      .filter(
        ({ metadata }) => !homes.includes(metadata.namespace ?? namespace),
      )
      .map(({ kind, metadata }) => `${cluster}: ${kind} ${metadata.name}`);
  });
}

describe.each(examples)('the destinations of "$name"', example => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'o8-blueprint-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  function buildWithKustomize(path: string, files: RenderedFile[]): string {
    for (const file of files) {
      const target = join(directory, file.path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, file.content);
    }
    return execFileSync('kubectl', ['kustomize', join(directory, path)], {
      encoding: 'utf8',
    });
  }

  const declared = [example.zone.spec.backup.namespace];

  it('have a Namespace for every object, per cluster', () => {
    const destinations = destinationsOf(example, buildBase);
    const clusters = new Set(destinations.map(({ cluster }) => cluster));
    expect(clusters.size).toBe(planOf(example).placements.length);
    expect(destinations).toHaveLength(2 * clusters.size);
    expect(findHomeless(destinations, declared)).toEqual([]);
  });

  it('would be found homeless without their Namespace or the declared one', () => {
    const destinations = destinationsOf(example, buildBase);
    const { length } = planOf(example).placements;
    expect(findHomeless(destinations, [])).toHaveLength(length);
    const without = destinations.map(each => ({
      ...each,
      objects: each.objects.filter(({ kind }) => kind !== 'Namespace'),
    }));
    // ServiceAccount, Deployment, Service, budget; quota, limits and two policies.
    expect(findHomeless(without, declared)).toHaveLength(8 * length);
  });

  (hasKubectl ? describe : describe.skip)(`with kustomize${because}`, () => {
    it('have a Namespace for every object, and the image and replicas asked for', () => {
      const destinations = destinationsOf(example, buildWithKustomize);
      expect(findHomeless(destinations, declared)).toEqual([]);
      const deployments = destinations
        .flatMap(({ objects }) => objects)
        .filter(({ kind }) => kind === 'Deployment');
      const plan = planOf(example);
      const image =
        example.spec.spec.workload.image ?? example.zone.spec.placeholderImage;
      expect(deployments).toHaveLength(plan.placements.length);
      expect(
        deployments
          .map(
            ({ spec }) =>
              z.looseObject({ replicas: z.number() }).parse(spec).replicas,
          )
          .sort(),
      ).toEqual(plan.placements.map(({ replicas }) => replicas).sort());
      for (const deployment of deployments) {
        expect(deployment.metadata.namespace).toBe(example.spec.metadata.name);
        expect(JSON.stringify(deployment)).toContain(`"image":"${image}"`);
        expect(JSON.stringify(deployment)).toContain(
          '"orchestr8.io/environment":"',
        );
      }
    });
  });
});
