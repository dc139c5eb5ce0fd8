import type { Manifest } from '../../types';
import { isRecord } from '../parseManifests';
import type { KustomizeImage } from './kustomizationSchema';

const LISTS = new Set(['containers', 'initContainers']);

/** Replaces name, tag or digest of an image, wherever containers are. */
export function setImage(manifest: Manifest, image: KustomizeImage): Manifest {
  return walk(manifest, image) as Manifest;
}

function walk(value: unknown, image: KustomizeImage): unknown {
  if (Array.isArray(value)) return value.map(item => walk(item, image));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      LISTS.has(key) && Array.isArray(child)
        ? child.map(container => replaced(container, image))
        : walk(child, image),
    ]),
  );
}

function replaced(container: unknown, wanted: KustomizeImage): unknown {
  if (!isRecord(container) || typeof container.image !== 'string') {
    return container;
  }
  const { name, tag, digest } = splitImage(container.image);
  if (name !== wanted.name) return container;
  const isPinned = wanted.newTag !== undefined || wanted.digest !== undefined;
  const newTag = isPinned ? wanted.newTag : tag;
  const newDigest = isPinned ? wanted.digest : digest;
  const image = [
    wanted.newName ?? name,
    newTag ? `:${newTag}` : '',
    newDigest ? `@${newDigest}` : '',
  ].join('');
  return { ...container, image };
}

/** `registry:5000/name:tag@digest`: the colon of a port is no tag. */
function splitImage(image: string) {
  const [rest, digest] = image.split('@');
  const colon = rest.lastIndexOf(':');
  const hasTag = colon > rest.lastIndexOf('/');
  return {
    name: hasTag ? rest.slice(0, colon) : rest,
    tag: hasTag ? rest.slice(colon + 1) : undefined,
    digest,
  };
}
