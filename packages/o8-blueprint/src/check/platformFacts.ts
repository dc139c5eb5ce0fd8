import {
  platformRepository,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import {
  applicationEmitters,
  projectEmitters,
} from '../emitters/argocdEmitters';
import { clusterEmitters } from '../emitters/clusterEmitters';
import { edgeEmitters } from '../emitters/edgeEmitters';
import { kindKey } from '../emitters/kinds';
import { layouts } from '../plan/layouts/layouts';
import type { FileManifest } from './manifest';

/** What is known of a platform beside its modules. Empty sets: it is not known. */
export interface PlatformFacts {
  zones: readonly LandingZone[];
  /** The AppProjects of roots and boundaries. */
  projects: Set<string>;
  /** The clone URLs of the platform repository. */
  repositories: Set<string>;
  argocdNamespaces: Set<string>;
  backupNamespaces: Set<string>;
  /** What boundaries may consist of, such as `/Namespace`. */
  boundaryKinds: Set<string>;
  /** Kinds beside Argo CD that are made from a file of the platform, not from entries. */
  generatedKinds: Set<string>;
}

const kindsSchema = z
  .array(z.object({ group: z.string(), kind: z.string() }))
  .catch([]);

const projectSchema = z.object({
  kind: z.literal('AppProject'),
  metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
  spec: z.object({
    sourceRepos: z.array(z.string()).catch([]),
    clusterResourceWhitelist: kindsSchema,
    namespaceResourceWhitelist: kindsSchema,
  }),
});

/** What landing zones and the platform's own objects say of a platform. */
export function toPlatformFacts(
  zones: readonly LandingZone[],
  platformManifests: FileManifest[],
  generatedKinds = new Set<string>(),
): PlatformFacts {
  const projects = platformManifests.flatMap(({ object }) => {
    const parsed = projectSchema.safeParse(object);
    return parsed.success ? [parsed.data] : [];
  });
  const ours = [...clusterEmitters, ...edgeEmitters].flatMap(
    ({ kinds }) => kinds,
  );
  const ofArgoCd = [
    ...projectEmitters,
    ...applicationEmitters,
    ...Object.values(layouts),
  ]
    .flatMap(({ kinds = [] }) => kinds)
    .map(kindKey);
  // Other projects of the platform are not those of its boundaries.
  const names = zones.map(zone => zone.spec.argocd.project);
  const applying = projects.filter(
    ({ metadata: { name } }) => names.length === 0 || names.includes(name),
  );
  return {
    zones,
    generatedKinds,
    projects: new Set([
      ...zones.map(zone => zone.spec.argocd.project),
      ...projects.map(({ metadata }) => metadata.name),
    ]),
    repositories: new Set([
      ...zones.map(zone => platformRepository(zone).cloneUrl),
      ...projects.flatMap(({ spec }) => spec.sourceRepos),
    ]),
    argocdNamespaces: new Set([
      ...zones.map(zone => zone.spec.argocd.namespace),
      ...projects.flatMap(({ metadata }) => metadata.namespace ?? []),
    ]),
    backupNamespaces: new Set(zones.map(zone => zone.spec.backup.namespace)),
    boundaryKinds: new Set(
      [
        ...ours,
        ...applying.flatMap(({ spec }) => [
          ...spec.clusterResourceWhitelist,
          ...spec.namespaceResourceWhitelist,
        ]),
      ]
        .map(kindKey)
        // The project is that of the root too, which applies these.
        .filter(kind => !ofArgoCd.includes(kind)),
    ),
  };
}
