import {
  LAYOUTS,
  zoneNamespaces,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import { planOf, valueOf } from '../__testUtils__/examples';
import { readModules, readZones } from '../__testUtils__/publishedExamples';
import { readYamlDocuments } from '../parse/readYaml';
import { renderPlan } from '../render/renderPlan';
import type { RenderedFile } from '../types';

interface Placed {
  cluster: string;
  path: string;
  kind: string;
  name: string;
  /** Undefined for what is in none. */
  namespace: string | undefined;
}

/** What all examples apply together, by cluster. */
function placeAll(zone: LandingZone): Placed[] {
  const specs = readModules(zone);
  const platform = { modules: specs.map(spec => ({ spec })) };
  return specs.flatMap(spec => {
    const plan = planOf({ spec, zone }, platform);
    const { module, platform: entry } = renderPlan(plan);
    const { name } = spec.metadata;
    const base = module.filter(({ path }) =>
      /^deploy\/base\/(?!kustomization)/.test(path),
    );
    return plan.placements.flatMap(({ cluster }) => {
      const below = entry.filter(({ path }) =>
        path.startsWith(`modules/${name}/clusters/${cluster.name}/`),
      );
      const toPlaced = (file: RenderedFile) =>
        readObjects(file, cluster.name, name);
      return [...base, ...below].flatMap(toPlaced);
    });
  });
}

function readObjects(
  { path, content }: RenderedFile,
  cluster: string,
  module: string,
): Placed[] {
  const objects = valueOf(readYamlDocuments(content)) as {
    kind: string;
    metadata: { name: string; namespace?: string };
  }[];
  return objects.map(({ kind, metadata: { name, namespace = module } }) => ({
    cluster,
    path,
    kind,
    name,
    namespace: kind === 'Namespace' ? undefined : namespace,
  }));
}

/** What would find no Namespace on its cluster. */
function findHomeless(placed: Placed[], declared: string[]): Placed[] {
  const homes = new Set(
    placed
      .filter(({ kind }) => kind === 'Namespace')
      .map(({ cluster, name }) => `${cluster}/${name}`),
  );
  return placed.filter(
    ({ cluster, namespace }) =>
      namespace !== undefined &&
      !declared.includes(namespace) &&
      !homes.has(`${cluster}/${namespace}`),
  );
}

describe.each(readZones())('in $metadata.name, the examples', zone => {
  const placed = placeAll(zone);

  it('have a Namespace for every object, edges in the namespaces of others too', () => {
    expect(placed.length).toBeGreaterThan(20);
    expect(findHomeless(placed, zoneNamespaces(zone))).toEqual([]);
  });

  it('are the same on the clusters in every layout', () => {
    const [first, ...others] = LAYOUTS.map(layout => {
      const other = { ...zone, spec: { ...zone.spec, layout } };
      return placeAll(other);
    });
    for (const other of others) {
      expect(other).toEqual(first);
    }
  });
});

const withAllSystems = readZones().filter(({ spec }) => spec.database);

describe.each(withAllSystems)('in $metadata.name, all systems', zone => {
  const placed = placeAll(zone);

  it('have much, and edges in the namespaces of others', () => {
    expect(placed.length).toBeGreaterThan(150);
    const edges = placed.filter(
      ({ path, namespace }) =>
        path.includes('/edges/') && !path.includes(`modules/${namespace}/`),
    );
    expect(edges.length).toBeGreaterThan(5);
  });

  it('would be found homeless without what declares their namespaces', () => {
    const declared = zoneNamespaces(zone);
    const ofPlatform = placed.filter(({ namespace = '' }) =>
      declared.includes(namespace),
    );
    const kinds = ofPlatform.map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['Schedule', 'Database', 'Stream', 'KafkaUser']),
    );
    expect(findHomeless(placed, [])).toEqual(ofPlatform);
    const without = placed.filter(
      ({ kind, name }) => kind !== 'Namespace' || name !== 'langfuse',
    );
    const homeless = findHomeless(without, declared);
    expect(new Set(homeless.map(({ namespace }) => namespace))).toEqual(
      new Set(['langfuse']),
    );
    expect(homeless.some(({ path }) => path.includes('/edges/'))).toBe(true);
  });
});
