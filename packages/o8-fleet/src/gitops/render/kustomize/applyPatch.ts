import jsonPatch, { type Operation } from 'fast-json-patch';
import type { Manifest, RenderedManifest } from '../../types';
import { isRecord, type JsonRecord } from '../parseManifests';
import { RenderError } from '../RenderError';
import { compileTarget } from './compileTarget';
import type { PatchTarget } from './kustomizationSchema';
import { mergeStrategic } from './mergeStrategic';

/** A patch that was read: one list of operations, or objects to merge. */
export interface ReadPatch {
  documents: readonly unknown[];
  /** For messages. */
  where: string;
  target?: PatchTarget;
}

/** Changes the objects that a patch is for. */
export function applyPatch(
  manifests: readonly RenderedManifest[],
  { documents, where, target }: ReadPatch,
): RenderedManifest[] {
  if (documents.length === 0) throw new RenderError(`${where} is empty`);
  return documents.reduce<RenderedManifest[]>(
    (result, document) => {
      if (Array.isArray(document)) {
        return applyOperations(result, document as Operation[], where, target);
      }
      if (!isRecord(document)) {
        throw new RenderError(`${where} is no patch`);
      }
      return applyMerge(result, document, where, target);
    },
    [...manifests],
  );
}

function applyOperations(
  manifests: readonly RenderedManifest[],
  operations: Operation[],
  where: string,
  target: PatchTarget | undefined,
): RenderedManifest[] {
  if (!target) {
    throw new RenderError(`${where}: a JSON patch needs a "target"`);
  }
  const matches = toMatcher(target, where);
  return manifests.map(each => {
    if (!matches(each.manifest)) return each;
    try {
      const copy = structuredClone(each.manifest);
      const { newDocument } = jsonPatch.applyPatch(copy, operations, true);
      return { manifest: newDocument as Manifest, file: each.file };
    } catch (error) {
      const [reason] = `${
        error instanceof Error ? error.message : error
      }`.split('\n');
      const { kind, metadata } = each.manifest;
      throw new RenderError(
        `${where} does not fit ${kind} "${metadata.name}": ${reason}`,
      );
    }
  });
}

function applyMerge(
  manifests: readonly RenderedManifest[],
  patch: JsonRecord,
  where: string,
  target: PatchTarget | undefined,
): RenderedManifest[] {
  const matches = target ? toMatcher(target, where) : toIdentity(patch, where);
  let count = 0;
  const result = manifests.flatMap(({ manifest, file }) => {
    if (!matches(manifest)) return [{ manifest, file }];
    count += 1;
    if (patch.$patch === 'delete') return [];
    const { apiVersion, kind, metadata } = manifest;
    const merged = mergeStrategic(manifest, patch, where) as Manifest;
    // A patch says by its name what it is for: it never renames.
    const { name, namespace } = metadata;
    const lasting = { name, ...(namespace !== undefined && { namespace }) };
    return [
      {
        manifest: {
          ...merged,
          apiVersion,
          kind,
          metadata: { ...merged.metadata, ...lasting },
        },
        file,
      },
    ];
  });
  if (!target && count === 0) {
    const { kind, metadata } = patch;
    const name = isRecord(metadata) ? metadata.name : '';
    throw new RenderError(`${where}: there is no ${kind} "${name}" to patch`);
  }
  return result;
}

function toIdentity(patch: JsonRecord, where: string) {
  const { apiVersion, kind, metadata } = patch;
  if (!apiVersion || !kind || !isRecord(metadata) || !metadata.name) {
    throw new RenderError(
      `${where} needs apiVersion, kind and metadata.name, or a "target"`,
    );
  }
  return (manifest: Manifest) =>
    manifest.apiVersion === apiVersion &&
    manifest.kind === kind &&
    manifest.metadata.name === metadata.name &&
    (manifest.metadata.namespace ?? '') === (metadata.namespace ?? '');
}

/** Each field is a pattern for the whole value, as in kustomize. */
function toMatcher(target: PatchTarget, where: string) {
  const tests = Object.entries(target).flatMap(([field, pattern]) =>
    pattern
      ? [[field as keyof PatchTarget, compileTarget(pattern, where)] as const]
      : [],
  );
  return ({ apiVersion, kind, metadata }: Manifest) => {
    const [version, group = ''] = apiVersion.split('/').reverse();
    const { name, namespace = '' } = metadata;
    const values = { group, version, kind, name, namespace };
    return tests.every(([field, test]) => test(values[field]));
  };
}
