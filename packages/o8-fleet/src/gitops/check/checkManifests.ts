import { groupOf } from '../../apiserver/store';
import type { GroupKind, ResourceDefinition } from '../../types';
import { isKind, KINDS } from '../kinds';
import {
  hookOf,
  idOf,
  keyOfId,
  TRACKING_ID,
  trackingIdOf,
  waveOf,
} from '../tracking';
import type { Manifest, ObjectId, RenderedManifest } from '../types';
import type { ClusterAddresses, Project } from './Project';

const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const MAX_NAME_LENGTH = 253;
const RBAC = 'rbac.authorization.k8s.io';

/** An object as it is to be in the destination. */
export interface Target {
  id: ObjectId;
  key: string;
  wave: number;
  manifest: Manifest;
}

/** What objects are checked against. */
export interface CheckOptions {
  application: string;
  manifests: readonly RenderedManifest[];
  /** The kinds that the destination serves. */
  definitions: readonly ResourceDefinition[];
  cluster: { name: string } & ClusterAddresses;
  /** For what names none. */
  namespace: string | undefined;
  hasNamespace(name: string): boolean;
  project: Project;
}

/**
 * Completes the objects of a source for their destination, and says all that is wrong
 * with them, with file, kind and name. Pure.
 */
export function checkManifests(options: CheckOptions): {
  targets: Target[];
  /** Jobs that run before each sync, and are no part of what is compared. */
  hooks: Target[];
  problems: string[];
} {
  const { manifests } = options;
  const problems: string[] = [];
  const targets: Target[] = [];
  const hooks: Target[] = [];
  const files = new Map<string, string>();
  const created = new Set(
    manifests
      .filter(({ manifest }) => isKind(idOf(manifest), KINDS.namespace))
      .map(({ manifest }) => manifest.metadata.name),
  );
  for (const { manifest, file } of manifests) {
    const say = (problem: string) => {
      const { kind, metadata } = manifest;
      problems.push(`${file}: ${kind} "${metadata.name}" ${problem}`);
    };
    const definition = findDefinition(manifest, options, say);
    if (!definition) continue;
    const complete = withNamespace(manifest, definition, options);
    const id = idOf(complete);
    const key = keyOfId(id);
    checkName(complete, say);
    checkNamespace(id, { ...options, definition, created, say });
    checkProject(id, { ...options, definition, say });
    const first = files.get(key);
    if (first !== undefined) {
      say(
        first === file
          ? 'is there twice'
          : `is there twice: ${first} has it too`,
      );
      continue;
    }
    files.set(key, file);
    const list = hookOf(complete) ? hooks : targets;
    list.push(toTarget(complete, id, options.application));
  }
  return { targets, hooks, problems };
}

type Say = (problem: string) => void;

function findDefinition(
  manifest: Manifest,
  { definitions, cluster }: CheckOptions,
  say: Say,
): ResourceDefinition | undefined {
  const { apiVersion, kind } = manifest;
  const group = groupOf(apiVersion);
  const known = definitions.filter(each => isKind(each, { group, kind }));
  const hook = hookOf(manifest);
  if (hook && !isSupported(hook, { group, kind })) {
    const { annotation } = hook;
    say(`is a hook (${annotation}), which is not supported by the demo fleet`);
    return undefined;
  }
  const version = apiVersion.split('/').pop();
  const found = known.find(each => each.version === version);
  if (!found) {
    const served = known.map(each => each.version).join(', ');
    say(
      served
        ? `is of ${apiVersion}, but the cluster ${cluster.name} serves it as ${served} only`
        : `is of a kind that the cluster ${cluster.name} does not serve: ${apiVersion} ${kind}`,
    );
  }
  return found;
}

/** Such as migrations: whatever else hooks can be, modules have none. */
function isSupported(
  { annotation, phase }: { annotation: string; phase: string },
  kind: GroupKind,
): boolean {
  return (
    annotation.startsWith('argocd.') &&
    phase === 'PreSync' &&
    isKind(kind, KINDS.job)
  );
}

function withNamespace(
  manifest: Manifest,
  definition: ResourceDefinition,
  { namespace: fallback }: CheckOptions,
): Manifest {
  const { namespace, ...metadata } = manifest.metadata;
  const own = definition.namespaced ? namespace ?? fallback : undefined;
  return {
    ...manifest,
    metadata: { ...metadata, ...(own && { namespace: own }) },
  };
}

function checkName({ apiVersion, metadata }: Manifest, say: Say): void {
  const { name } = metadata;
  const isPathNamed = groupOf(apiVersion) === RBAC && !/[/%]/.test(name);
  if (name.length > MAX_NAME_LENGTH || !(isPathNamed || SUBDOMAIN.test(name))) {
    say('has a name that is no lowercase RFC 1123 subdomain');
  }
}

function checkNamespace(
  { namespace }: ObjectId,
  options: CheckOptions & {
    definition: ResourceDefinition;
    created: ReadonlySet<string>;
    say: Say;
  },
): void {
  const { definition, created, hasNamespace, cluster, say } = options;
  if (!definition.namespaced) return;
  if (!namespace) {
    say('has no namespace, and the destination names none');
  } else if (!created.has(namespace) && !hasNamespace(namespace)) {
    say(
      `needs the namespace "${namespace}", which does not exist in the cluster ${cluster.name}`,
    );
  }
}

function checkProject(
  id: ObjectId,
  options: CheckOptions & { definition: ResourceDefinition; say: Say },
): void {
  const { project, definition, cluster, say } = options;
  const { namespaced } = definition;
  if (!project.permitsKind(id, { namespaced, name: id.name })) {
    const kind = id.group ? `${id.group}/${id.kind}` : id.kind;
    say(`is of a kind that the project "${project.name}" forbids: ${kind}`);
  }
  if (id.namespace && !project.permitsDestination(cluster, id.namespace)) {
    say(
      `goes to the namespace "${id.namespace}" of the cluster ${cluster.name}, ` +
        `which the project "${project.name}" forbids`,
    );
  }
}

function toTarget(
  manifest: Manifest,
  id: ObjectId,
  application: string,
): Target {
  // What controllers report is never declared.
  const { status: _, ...declared } = manifest;
  const { metadata } = manifest;
  const annotations = {
    ...metadata.annotations,
    [TRACKING_ID]: trackingIdOf(application, id),
  };
  return {
    id,
    key: keyOfId(id),
    wave: waveOf(manifest),
    manifest: {
      ...declared,
      metadata: { ...metadata, annotations },
    } as Manifest,
  };
}
