import type { Manifest } from '../../types';
import { isRecord, type JsonRecord } from '../parseManifests';
import type { KustomizeLabels } from './kustomizationSchema';

/** A place for labels: created if it is not there, or only added to. */
interface Place {
  path: string;
  create: boolean;
}

const create = (path: string): Place => ({ path, create: true });
const extend = (path: string): Place => ({ path, create: false });

const TEMPLATE = 'spec/template/metadata/labels';
const POD_SELECTORS = [
  'topologySpreadConstraints/labelSelector/matchLabels',
  ...['podAffinity', 'podAntiAffinity'].flatMap(affinity => [
    `affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
    `affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
  ]),
].map(path => extend(`spec/template/spec/${path}`));

const TEMPLATES: Record<string, Place[]> = {
  Deployment: [create(TEMPLATE)],
  ReplicaSet: [create(TEMPLATE)],
  DaemonSet: [create(TEMPLATE)],
  StatefulSet: [
    create(TEMPLATE),
    extend('spec/volumeClaimTemplates/metadata/labels'),
  ],
  Job: [create(TEMPLATE)],
  CronJob: [
    create('spec/jobTemplate/metadata/labels'),
    create('spec/jobTemplate/spec/template/metadata/labels'),
  ],
};

const MATCH = create('spec/selector/matchLabels');
const SELECTORS: Record<string, Place[]> = {
  Service: [create('spec/selector')],
  Deployment: [MATCH, ...POD_SELECTORS],
  ReplicaSet: [MATCH],
  DaemonSet: [MATCH],
  StatefulSet: [MATCH, ...POD_SELECTORS],
  Job: [extend('spec/selector/matchLabels')],
  CronJob: [extend('spec/jobTemplate/spec/selector/matchLabels')],
  PodDisruptionBudget: [extend('spec/selector/matchLabels')],
  NetworkPolicy: [
    extend('spec/podSelector/matchLabels'),
    extend('spec/ingress/from/podSelector/matchLabels'),
    extend('spec/egress/to/podSelector/matchLabels'),
  ],
};

/** Adds labels, and as wanted to templates and selectors too. */
export function addLabels(
  manifest: Manifest,
  labels: KustomizeLabels,
): Manifest {
  const { includeSelectors, includeTemplates, pairs } = labels;
  const { kind } = manifest;
  const places = [
    create('metadata/labels'),
    ...(includeSelectors || includeTemplates ? TEMPLATES[kind] ?? [] : []),
    ...(includeSelectors ? SELECTORS[kind] ?? [] : []),
  ];
  return places.reduce(
    (result, place) =>
      extended(result, { ...place, path: place.path.split('/') }, pairs),
    manifest as JsonRecord,
  ) as Manifest;
}

function extended(
  value: JsonRecord,
  place: { path: string[]; create: boolean },
  pairs: Record<string, string>,
): JsonRecord {
  const [field, ...rest] = place.path;
  const child = value[field];
  if (child === undefined || child === null) {
    if (!place.create) return value;
  }
  const next = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(next);
    if (item !== undefined && item !== null && !isRecord(item)) return item;
    return rest.length === 0
      ? { ...item, ...pairs }
      : extended(item ?? {}, { ...place, path: rest }, pairs);
  };
  return { ...value, [field]: next(child) };
}
