import { z } from 'zod';
import {
  looseFlag,
  looseList,
  looseName,
  looseObject,
  looseRecord,
} from './loose';

const MAX_IMAGES = 20;

/** What counts of the pods that a workload makes. */
export type PodsValue = {
  /** With their digests, where they are pinned. */
  images: string[];
  /** Null is the account that every namespace has. */
  serviceAccount: string | null;
  /** Null is what the account says. */
  mountsToken: boolean | null;
  /** Whether they are kept apart, so that one zone or node takes not all. */
  areSpread: boolean;
  /** Whether every container says how much memory it may take, and when it is ready. */
  areLimited: boolean;
  areProbed: boolean;
};

const container = looseObject({
  image: looseName,
  resources: looseObject({ limits: looseRecord(z.unknown()) }),
  readinessProbe: z.looseObject({}).optional().catch(undefined),
});

/** The template of pods, as all workloads have it. */
export const podTemplateSchema = looseObject({
  spec: looseObject({
    containers: looseList(container),
    initContainers: looseList(container),
    serviceAccountName: looseName,
    automountServiceAccountToken: looseFlag,
    topologySpreadConstraints: looseList(z.unknown()),
    affinity: looseObject({
      podAntiAffinity: looseRecord(z.unknown()),
    }),
  }),
});

/** What a template of pods says. */
export function toPods({
  spec,
}: z.output<typeof podTemplateSchema>): PodsValue {
  const { containers, initContainers, affinity } = spec;
  const hasAll = (matches: (one: z.output<typeof container>) => boolean) =>
    // Of none nothing is proven.
    containers.length > 0 && containers.every(matches);
  const images = [...containers, ...initContainers].flatMap(
    ({ image }) => image ?? [],
  );
  return {
    images: [...new Set(images)].slice(0, MAX_IMAGES),
    serviceAccount: spec.serviceAccountName || null,
    mountsToken: spec.automountServiceAccountToken ?? null,
    areSpread:
      spec.topologySpreadConstraints.length > 0 ||
      affinity.podAntiAffinity.length > 0,
    areLimited: hasAll(({ resources }) =>
      resources.limits.some(([resource]) => resource === 'memory'),
    ),
    areProbed: hasAll(({ readinessProbe }) => readinessProbe !== undefined),
  };
}
