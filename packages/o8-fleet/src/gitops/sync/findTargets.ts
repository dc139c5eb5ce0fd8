import { serverUrlOf } from '../../content/clusterProfiles';
import type { KubeObject, ObjectStore } from '../../types';
import {
  checkManifests,
  findSchemaProblem,
  Project,
  type Target,
} from '../check';
import { KINDS } from '../kinds';
import type { Sources } from '../repositories';
import { idOf, keyOfId, waveOf } from '../tracking';
import type {
  RenderedManifest,
  ResolveDestination,
  SourcesResult,
  SourceType,
} from '../types';
import type { ApplicationSpec } from './ApplicationSpec';
import type { Origin } from './Origin';
import { applyTarget } from './applyTarget';
import { TRACKING_ID, trackingIdOf } from '../tracking';

const IN_CLUSTER = ['in-cluster', 'https://kubernetes.default.svc'];
/** More than these help nobody in a message. */
const MAX_PROBLEMS = 5;

/** What an Application needs to know of the fleet around it. */
export interface Surroundings {
  argoCd: ObjectStore;
  stores: ReadonlyMap<string, ObjectStore>;
  sources: Pick<Sources, 'get'>;
  resolveDestination: ResolveDestination;
  now: () => Date;
  log: (line: string) => void;
}

/** What is to be where, or why nobody knows. */
export type Desired =
  | {
      ok: true;
      store: ObjectStore;
      origin: Origin;
      sourceTypes: readonly SourceType[];
      targets: Target[];
      hooks: Target[];
    }
  | {
      ok: false;
      store?: ObjectStore;
      revisions?: readonly string[];
      message: string;
    };

/** Finds out what an Application wants; undefined while its source is not known yet. */
export function findTargets(
  application: KubeObject,
  spec: ApplicationSpec,
  options: Surroundings & { isRoot: boolean },
): Desired | undefined {
  const { argoCd, stores, sources, resolveDestination } = options;
  const cluster = resolveDestination(spec.destination, argoCd.cluster);
  const store = cluster === undefined ? undefined : stores.get(cluster);
  const fail = (message: string, revisions?: readonly string[]): Desired => ({
    ok: false,
    store,
    revisions,
    message,
  });
  if (!store) {
    const { name, server } = spec.destination;
    return fail(
      `the destination "${name || server || ''}" is no known cluster`,
    );
  }
  const { name } = application.metadata;
  const { isList } = spec;
  if (spec.sources.length === 0) {
    return fail('spec.source or spec.sources is needed');
  }
  const result = sources.get(spec.sources, { isList, application: name });
  if (!result) return undefined;
  const project = findProject(application, spec, { ...options, result });
  if (!project) {
    return fail(
      `the project "${spec.project}" does not exist`,
      result.revisions,
    );
  }
  const addresses = addressesOf(store.cluster, spec, argoCd.cluster);
  const refusal = findRefusal(project, spec, addresses);
  if (refusal) return fail(refusal, result.revisions);
  if (!result.ok) return fail(result.message, result.revisions);
  const { targets, hooks, problems } = checkManifests({
    application: name,
    manifests: result.manifests,
    definitions: store.definitions(),
    cluster: { name: store.cluster, ...addresses },
    namespace: spec.destination.namespace,
    hasNamespace: wanted => hasNamespace(store, spec, wanted),
    project,
  });
  if (problems.length > 0) return fail(toMessage(problems), result.revisions);
  const { revisions, sourceTypes } = result;
  const origin = { sources: spec.sources, isList, revisions };
  return { ok: true, store, origin, sourceTypes, targets, hooks };
}

function toMessage(problems: readonly string[]): string {
  const more = problems.length - MAX_PROBLEMS;
  const shown = problems.slice(0, MAX_PROBLEMS).join('; ');
  return more > 0 ? `${shown}; and ${more} more` : shown;
}

/** A Namespace that is going away takes nothing in. */
function hasNamespace(
  store: ObjectStore,
  spec: ApplicationSpec,
  name: string,
): boolean {
  const isCreated =
    spec.syncOptions.has('CreateNamespace=true') &&
    name === spec.destination.namespace;
  const found = store.get(KINDS.namespace, undefined, name);
  return isCreated || Boolean(found && !found.metadata.deletionTimestamp);
}

function addressesOf(cluster: string, spec: ApplicationSpec, argoCd: string) {
  const { name, server } = spec.destination;
  const [ownName, ownServer] = cluster === argoCd ? IN_CLUSTER : [];
  const present = (values: (string | undefined)[]) =>
    values.filter(value => value !== undefined);
  return {
    names: present([cluster, ownName, name]),
    servers: present([serverUrlOf(cluster), ownServer, server]),
  };
}

function findRefusal(
  project: Project,
  spec: ApplicationSpec,
  addresses: { names: readonly string[]; servers: readonly string[] },
): string | undefined {
  const forbidden = spec.sources.find(
    ({ repoURL }) => !project.permitsSource(repoURL),
  );
  if (forbidden) {
    return `the project "${project.name}" forbids the source repository ${forbidden.repoURL}`;
  }
  const { name, server, namespace = '' } = spec.destination;
  if (!project.permitsDestination(addresses, namespace)) {
    return (
      `the project "${project.name}" forbids the destination ` +
      `"${name || server}", namespace "${namespace}"`
    );
  }
  return undefined;
}

function findProject(
  application: KubeObject,
  spec: ApplicationSpec,
  options: Surroundings & { isRoot: boolean; result: SourcesResult },
): Project | undefined {
  const { argoCd } = options;
  const { namespace = '' } = application.metadata;
  const find = () => argoCd.get(KINDS.project, namespace, spec.project);
  if (!find() && options.isRoot) applyOwnProject(application, spec, options);
  const found = find();
  return found && Project.read(found);
}

/**
 * An admin applies a root with its project, which lies in the repository that the root
 * is to read: the fleet is this admin.
 */
function applyOwnProject(
  application: KubeObject,
  spec: ApplicationSpec,
  { argoCd, result, now, log }: Surroundings & { result: SourcesResult },
): void {
  const { name: app, namespace } = application.metadata;
  const isOwn = ({ manifest: { kind, metadata } }: RenderedManifest) =>
    kind === KINDS.project.kind && metadata.name === spec.project;
  const found = result.ok ? result.manifests.find(isOwn) : undefined;
  if (!found) return;
  const { metadata } = found.manifest;
  const id = idOf({ ...found.manifest, metadata: { ...metadata, namespace } });
  const annotations = {
    ...metadata.annotations,
    [TRACKING_ID]: trackingIdOf(app, id),
  };
  const manifest = {
    ...found.manifest,
    metadata: { ...metadata, namespace, annotations },
  };
  const problem = findSchemaProblem(manifest);
  if (problem !== undefined) {
    log(`${app}: its project was not applied: ${problem}`);
    return;
  }
  const target = { id, key: keyOfId(id), wave: waveOf(manifest), manifest };
  applyTarget(argoCd, target, { now: now(), rules: undefined });
  log(`${app}: its project "${spec.project}" was applied from ${found.file}`);
}
