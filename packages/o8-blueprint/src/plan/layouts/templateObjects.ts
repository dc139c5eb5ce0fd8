import {
  moduleSpecSchema,
  type LandingZone,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { appProject } from '../../emitters/appProject';
import { boundary } from '../../emitters/boundary';
import type { PlacementContext } from '../../emitters/types';
import { workload } from '../../emitters/workload';
import type { Manifest } from '../../types';

/** Words that stand for what a template will insert; no landing zone contains one. */
export type Word = (name: string) => string;

/** The objects of a module beside Argo CD with words instead of its own texts. */
export interface TemplateObjects {
  word: Word;
  project: Manifest;
  boundary: Manifest;
  /** What the emitter makes of each kind of source, by a name. */
  workloads: Record<keyof typeof SOURCES, Manifest>;
}

const IMAGE = 'registry.example.com/template:1.0.0';

const AUTOSCALING = {
  autoscaling: { minReplicas: 1, maxReplicas: 2, cpuPercent: 50 },
};

/** All that Applications of workloads depend on beside names. */
const SOURCES = {
  chart: (word: Word) => ({
    chart: {
      repository: word('repository'),
      name: word('chart'),
      version: word('version'),
      values: {},
      kinds: [],
    },
  }),
  image: () => ({ image: IMAGE }),
  'image-autoscaled': () => ({ image: IMAGE, ...AUTOSCALING }),
  placeholder: () => ({}),
  'placeholder-autoscaled': () => AUTOSCALING,
};

/**
 * Templates are made from what the emitters write, so that no layout can say something
 * else than the others.
 */
export function templateObjects(zone: LandingZone): TemplateObjects {
  const word = wordsFor(zone);
  const contextOf = (source: keyof typeof SOURCES) =>
    toContext(zone, word, SOURCES[source](word));
  const workloadOf = (source: keyof typeof SOURCES) =>
    workload.emit(contextOf(source))[0];
  return {
    word,
    // Of a chart: what kinds it has does not depend on what our own code is.
    project: appProject.emit(contextOf('chart'))[0],
    boundary: boundary.emit(contextOf('chart'))[0],
    workloads: {
      chart: workloadOf('chart'),
      image: workloadOf('image'),
      'image-autoscaled': workloadOf('image-autoscaled'),
      placeholder: workloadOf('placeholder'),
      'placeholder-autoscaled': workloadOf('placeholder-autoscaled'),
    },
  };
}

/** The mark makes text need quotes in YAML, whatever is inserted later. */
function wordsFor(zone: LandingZone): Word {
  const text = JSON.stringify(zone);
  let mark = '~';
  while (text.includes(mark)) {
    mark += '~';
  }
  return name => `${mark}${name}${mark}`;
}

function toContext(
  zone: LandingZone,
  word: Word,
  more: Partial<ModuleSpec['spec']['workload']>,
): PlacementContext {
  const { apiVersion, kind, metadata, spec } = moduleSpecSchema.parse({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'Module',
    metadata: { name: 'template', owner: 'group:default/template' },
    spec: { landingZone: zone.metadata.name, workload: { kind: 'service' } },
  });
  const placement = {
    environment: word('environment'),
    cluster: {
      name: word('cluster'),
      environment: word('environment'),
      default: false,
      argocd: { name: word('name'), server: word('server') },
    },
    replicas: 1,
    workload: { ...spec.workload, ...more },
  };
  return {
    spec: {
      apiVersion,
      kind,
      metadata: { ...metadata, name: word('module') },
      spec: { ...spec, workload: placement.workload },
    },
    zone,
    placements: [placement],
    placement,
    edges: [],
    hosts: [],
    notes: [],
  };
}
