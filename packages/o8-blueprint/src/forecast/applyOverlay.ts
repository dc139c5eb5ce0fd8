import type { Manifest } from '../types';
import type { PlannedObject } from './indexPlan';
import { isRecord, readField, readList, readText } from './readField';

/** What a base becomes with an overlay on top. */
export interface Overlaid {
  objects: PlannedObject[];
  /** What the overlay says in a way that is not understood here, as sentences. */
  unread: string[];
}

/** What is read of a kustomization; more would change objects behind its back. */
const UNDERSTOOD = new Set([
  'apiVersion',
  'kind',
  'namespace',
  'resources',
  'images',
  'labels',
  'patches',
]);
const BASE = '../../base';

/**
 * The objects of a module as they are on one cluster: with the resources, patches, images
 * and the namespace of its overlay. Only what our overlays say is understood; the rest is
 * named, so that nobody takes the base for what will run.
 */
export function applyOverlay(options: {
  kustomization: unknown;
  base: PlannedObject[];
  /** The objects of a file beside the kustomization. */
  read(file: string): PlannedObject[] | undefined;
}): Overlaid {
  const { kustomization, base, read } = options;
  const unread = Object.keys(isRecord(kustomization) ? kustomization : {})
    .filter(key => !UNDERSTOOD.has(key))
    .map(key => `the overlay has "${key}"`);
  const readAll = (files: unknown[]) =>
    files.flatMap(file => {
      const objects = typeof file === 'string' ? read(file) : undefined;
      if (!objects) {
        unread.push(`the overlay has something that is no file of ours`);
      }
      return objects ?? [];
    });
  const resources = readList(kustomization, 'resources');
  const patches = readList(kustomization, 'patches').map(each =>
    readField(each, 'path'),
  );
  const start = [
    ...(resources.includes(BASE) ? base : []),
    ...readAll(resources.filter(file => file !== BASE)),
  ];
  const patched = readAll(patches).reduce(
    (objects, patch) =>
      objects.map(each =>
        isSame(each.object, patch.object)
          ? { ...each, object: merge(each.object, patch.object) as Manifest }
          : each,
      ),
    start,
  );
  const namespace = readText(kustomization, 'namespace');
  const images = readList(kustomization, 'images');
  return {
    objects: patched.map(each => ({
      ...each,
      object: setImages(
        merge(each.object, namespace ? { metadata: { namespace } } : {}),
        images,
      ) as Manifest,
    })),
    unread: [...new Set(unread)],
  };
}

function isSame(a: Manifest, b: Manifest): boolean {
  return a.kind === b.kind && a.metadata.name === b.metadata.name;
}

/** A strategic merge, as far as our patches use it: what has a name is merged by it. */
function merge(target: unknown, patch: unknown): unknown {
  if (isNamedList(target) && isNamedList(patch)) {
    const kept = target.flatMap(item => {
      const found = patch.find(({ name }) => name === item.name);
      if (!found) {
        return [item];
      }
      return found.$patch === 'delete' ? [] : [merge(item, found)];
    });
    const added = patch.filter(
      item =>
        item.$patch !== 'delete' &&
        !target.some(({ name }) => name === item.name),
    );
    return [...kept, ...added];
  }
  if (!isRecord(patch)) {
    return patch;
  }
  const base = isRecord(target) ? target : {};
  const merged = Object.entries(patch).map(([key, value]) => [
    key,
    merge(base[key], value),
  ]);
  const all: object = { ...base, ...Object.fromEntries(merged) };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== null),
  );
}

function isNamedList(value: unknown): value is Record<string, unknown>[] {
  return (
    Array.isArray(value) &&
    value.every(item => readText(item, 'name') !== undefined)
  );
}

/** Containers with the images of an overlay, wherever in an object they are. */
function setImages(value: unknown, images: unknown[]): unknown {
  if (Array.isArray(value)) {
    return value.map(each => setImages(each, images));
  }
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      key === 'image' && typeof entry === 'string'
        ? toImage(entry, images)
        : setImages(entry, images),
    ]),
  );
}

function toImage(image: string, images: unknown[]): string {
  const found = images.find(each => readText(each, 'name') === image);
  if (!found) {
    return image;
  }
  const tag = readText(found, 'newTag');
  const digest = readText(found, 'digest');
  return `${readText(found, 'newName') ?? image}${tag ? `:${tag}` : ''}${
    digest ? `@${digest}` : ''
  }`;
}
