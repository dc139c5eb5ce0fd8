import { groupOf } from '../apiserver/store';
import type { ObjectMeta } from '../types';
import type { ObjectId } from './types';

/** Says which Application an object belongs to. */
export const TRACKING_ID = 'argocd.argoproj.io/tracking-id';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const IGNORE_HEALTH = 'argocd.argoproj.io/ignore-healthcheck';
const HOOK = 'argocd.argoproj.io/hook';
const HOOK_DELETION = 'argocd.argoproj.io/hook-delete-policy';
const HELM_HOOK = 'helm.sh/hook';
const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** An object, declared or live, as far as it names itself. */
export interface Named {
  apiVersion: string;
  kind: string;
  metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'annotations'>;
}

/** Which object it is. */
export function idOf({ apiVersion, kind, metadata }: Named): ObjectId {
  const { name, namespace } = metadata;
  const group = groupOf(apiVersion);
  return { group, kind, ...(namespace && { namespace }), name };
}

/** The key of an object of one cluster in maps. */
export function keyOfId({ group, kind, namespace, name }: ObjectId): string {
  return `${group}/${kind}:${namespace ?? ''}/${name}`;
}

/** The mark that an Application leaves on an object. */
export function trackingIdOf(application: string, id: ObjectId): string {
  return `${application}:${keyOfId(id)}`;
}

/**
 * The Application that an object belongs to. A mark that means another object was
 * copied with its annotations, as a Deployment's to its ReplicaSets, and says nothing.
 */
export function trackedBy(object: Named): string | undefined {
  const mark = object.metadata.annotations?.[TRACKING_ID];
  const key = keyOfId(idOf(object));
  return mark?.endsWith(`:${key}`)
    ? mark.slice(0, mark.length - key.length - 1)
    : undefined;
}

/** The options of an object, such as `Prune=false`. */
export function syncOptionsOf({ metadata }: Named): ReadonlySet<string> {
  const options = `${metadata.annotations?.[SYNC_OPTIONS] ?? ''}`;
  return new Set(options.split(',').map(each => each.trim()));
}

/** Whether an object is guarded. What waits for a confirmation waits for ever here. */
export function isGuarded(object: Named, what: 'Prune' | 'Delete'): boolean {
  const options = syncOptionsOf(object);
  return options.has(`${what}=false`) || options.has(`${what}=confirm`);
}

/** Whether how well an object is says nothing about its Application. */
export function isHealthIgnored({ metadata }: Named): boolean {
  return `${metadata.annotations?.[IGNORE_HEALTH]}` === 'true';
}

/** When a hook runs, and by which annotation it is one; undefined for other objects. */
export function hookOf({
  metadata,
}: Named): { annotation: string; phase: string } | undefined {
  const annotation = [HOOK, HELM_HOOK].find(
    name => metadata.annotations?.[name] !== undefined,
  );
  return annotation === undefined
    ? undefined
    : { annotation, phase: `${metadata.annotations?.[annotation]}` };
}

/** Whether a hook is deleted at some moment, such as `HookSucceeded`. */
export function isHookDeleted({ metadata }: Named, moment: string): boolean {
  const policies = `${metadata.annotations?.[HOOK_DELETION] ?? ''}`.split(',');
  return policies.some(each => each.trim() === moment);
}

/** In which wave an object is applied. */
export function waveOf({ metadata }: Named): number {
  const wave = Number(metadata.annotations?.[SYNC_WAVE] ?? 0);
  return Number.isSafeInteger(wave) ? wave : 0;
}

/** As Argo CD names an object in messages. */
export function describeId({ kind, namespace, name }: ObjectId): string {
  return namespace ? `${kind} "${namespace}/${name}"` : `${kind} "${name}"`;
}
